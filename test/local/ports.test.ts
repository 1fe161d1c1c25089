import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { claimPorts, freePorts } from '../../local/ports.js';

const servers: ReturnType<typeof createServer>[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

test('a port in use is named with its part and the variable that changes it', async () => {
  const taken = await listening();

  const claim = claimPorts([{ port: taken, variable: 'MAILBOX_PORT', part: 'mailbox page' }]);

  await expect(claim).rejects.toThrow(
    `Port ${taken} (mailbox page) is in use by another program. Stop that program, or choose another port, ` +
      `for example MAILBOX_PORT=${taken + 1} npm start.`,
  );
});

test('two parts that want the same port are told so before either starts', async () => {
  const [port = 0] = await freePorts(1);

  const claim = claimPorts([
    { port, variable: 'PORT', part: 'web pages and API' },
    { port, variable: 'IDENTITY_PORT', part: 'sign-in provider' },
  ]);

  await expect(claim).rejects.toThrow(/IDENTITY_PORT=/);
});

test('0 asks for any free port, and all of them differ', async () => {
  const [wished = 0] = await freePorts(1);
  const any = { port: 0, variable: 'X', part: 'x' };

  const ports = await claimPorts([any, { port: wished, variable: 'Y', part: 'y' }, any]);

  expect(ports[1]).toBe(wished);
  expect(new Set(ports).size).toBe(3);
  expect(ports.every((port) => port > 0)).toBe(true);
});

async function listening(): Promise<number> {
  const server = createServer();
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
