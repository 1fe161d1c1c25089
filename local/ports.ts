import { connect, createServer, type Server } from 'node:net';
import { StartProblem } from './start-problem.js';

/** A port that a part wants, and how the operator gives it another. 0 asks for any free one. */
export interface PortWish {
  port: number;
  /** The environment variable that changes it. */
  variable: string;
  /** What listens there, as a sentence names it. */
  part: string;
}

/**
 * The ports that the parts will listen on, in the order of the wishes.
 *
 * @throws {StartProblem} when a wished port is taken: names port, part and variable
 */
export async function claimPorts(wishes: readonly PortWish[]): Promise<number[]> {
  const taken = await Promise.all(wishes.map(async ({ port }) => port !== 0 && (await inUse(port))));
  const clash = wishes.find((_, index) => taken[index]);
  if (clash) throw portInUse(clash);

  const twice = wishes.find(({ port }, index) => port !== 0 && wishes.findIndex((wish) => wish.port === port) < index);
  if (twice) throw portInUse(twice);

  const free = await freePorts(wishes.filter(({ port }) => port === 0).length);
  return wishes.map(({ port }) => (port === 0 ? (free.shift() as number) : port));
}

/** As many free ports as asked for, all different: they are held together before they are let go. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

function portInUse({ port, part, variable }: PortWish): StartProblem {
  return new StartProblem(
    `Port ${port} (${part}) is in use by another program. Stop that program, or choose another port, for example ` +
      `${variable}=${port + 1} npm start.`,
  );
}

/** Listening alone does not tell: macOS lets two programs listen where one of them took all addresses. */
async function inUse(port: number): Promise<boolean> {
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => somebodyAnswers(host, port)));
  if (answers.includes(true)) return true;
  try {
    const server = await listen(port);
    await new Promise((resolve) => server.close(resolve));
    return false;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') return true;
    throw error;
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => resolve(server));
  });
}

/** Whether somebody listens at an address of this machine. */
export function somebodyAnswers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
