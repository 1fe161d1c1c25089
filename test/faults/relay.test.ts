// What makes the tests of the network ones: the relay does what it is told, and nothing otherwise.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { until } from '../support/until.js';
import { openRelay, type Relay } from './support/relay.js';

let server: Server;
let relay: Relay;
const served: string[] = [];
beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      served.push(String(chunk));
      socket.write(`answer to ${chunk}`);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  relay = await openRelay();
  relay.connectTo((server.address() as AddressInfo).port);
});
afterEach(() => relay.heal());
afterAll(async () => {
  await relay.close();
  server.close();
});

interface Caller {
  socket: Socket;
  heard: string[];
  ended: string[];
  ask(what: string): Promise<unknown>;
}

async function call(): Promise<Caller> {
  const socket = connect({ port: relay.port, host: '127.0.0.1', allowHalfOpen: true });
  const [heard, ended]: string[][] = [[], []];
  socket.on('data', (chunk) => heard?.push(String(chunk)));
  socket.on('end', () => ended?.push('end'));
  socket.on('error', (error) => ended?.push((error as NodeJS.ErrnoException).code ?? ''));
  await once(socket, 'connect');
  const caller = { socket, heard: heard ?? [], ended: ended ?? [] };
  const ask = async (what: string) => {
    socket.write(what);
    await until(`an answer to ${what}`, async () => caller.heard.includes(`answer to ${what}`));
  };
  return { ...caller, ask };
}

test('given a relay that nothing ails, when something is asked, then the answer comes', async () => {
  const { ask, heard } = await call();
  await ask('one');
  await ask('two');

  expect(heard).toEqual(['answer to one', 'answer to two']);
});

test('given a connection, when it is cut, then it is reset, and new ones are until it is healed', async () => {
  const before = await call();
  await before.ask('before');

  relay.cut();
  await until('it is reset', async () => before.ended.length > 0);
  const meanwhile = connect(relay.port, '127.0.0.1');
  const [error] = await once(meanwhile, 'error');
  relay.heal();

  expect([before.ended, (error as NodeJS.ErrnoException).code]).toEqual([['ECONNRESET'], 'ECONNRESET']);
  await (await call()).ask('after');
});

test('given a connection, when it is stalled, then what is asked is heard of and answered only once it is healed', async () => {
  const caller = await call();
  await caller.ask('before');
  relay.stall();
  const asking = caller.ask('stalled');
  await expect(answeredWithin(asking, 100)).resolves.toBe(false);
  expect(served).not.toContain('stalled');

  relay.heal();

  await asking;
});

test('given a connection, when it is slow, then the answer takes longer, both ways', async () => {
  const caller = await call();
  relay.slow(60);
  const asking = caller.ask('slowly');

  await expect(answeredWithin(asking, 100)).resolves.toBe(false);
  await asking;
});

const answeredWithin = (asking: Promise<unknown>, ms: number) =>
  Promise.race([asking.then(() => true), wait(ms).then(() => false)]);

test('given a connection, when an answer is to be lost, then the other side has done it, and the connection is reset', async () => {
  const caller = await call();
  await caller.ask('kept');
  const losing = relay.loseAnswer({ asked: 'lost', answer: 'answer' });

  await caller.ask('kept too');
  caller.socket.write('lost');
  await losing;
  await until('it is reset', async () => caller.ended.length > 0);

  expect(served).toContain('lost');
  expect(caller.heard).toEqual(['answer to kept', 'answer to kept too']);
});

test('given a connection, when it is half closed, then its end comes, and nothing else is lost', async () => {
  const caller = await call();
  await caller.ask('before the end');

  relay.halfClose();
  await until('the end', async () => caller.ended.length > 0);

  expect(caller.ended).toEqual(['end']);
  caller.socket.destroy();
});

test('given a connection, when it falls silent, then nothing passes on it, and new ones are answered', async () => {
  const caller = await call();
  await caller.ask('loud');

  relay.silence();
  caller.socket.write('silent');
  await (await call()).ask('another');

  expect([served.includes('silent'), caller.heard, caller.ended]).toEqual([false, ['answer to loud'], []]);
  caller.socket.destroy();
});
