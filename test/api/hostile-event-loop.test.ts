// Whoever sends harm must not make others wait: the API's event loop keeps turning meanwhile.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HOSTILE_BODIES, HOSTILE_TEXTS } from './support/hostile.js';
import { type RunningApi, runningApi } from './support/running-api.js';

const RESOLUTION_MS = 5;
/** On a quiet machine it is half of this, the callers' own work in the same process included. */
const LONGEST_P99_MS = 50;
/**
 * Other processes of the machine only ever add to a delay. So the best of a few rounds counts, and what harmless requests
 * suffer at the same time, which a machine under load makes three times as much here and there, is granted on top.
 */
const ROUNDS = 3;
const GRANTED = 3;
const AT_ONCE = 8;

let api: RunningApi;
let address: string;
let headers: Record<string, string>;
beforeAll(async () => {
  api = await runningApi('hostile_event_loop');
  const { subject } = await api.person({ registeredTeacher: true });
  headers = {
    authorization: `Bearer ${await api.issuer.token(subject)}`,
    'content-type': 'application/json',
    'if-match': '"draft-1"',
  };
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  address = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
});
afterAll(() => api.close());

const text = (value: string) => JSON.stringify({ content: { title: value, resultsLinks: [value], founders: [value] } });
const BODIES = [...HOSTILE_BODIES.map(([, body]) => body), ...HOSTILE_TEXTS.map(([, value]) => text(value))];

/** A connection that is cut while a megabyte is still being sent is a refusal too. */
async function send(body: string | Buffer): Promise<number | null> {
  const url = `${address}/api/projects/${randomUUID()}/draft`;
  const key = { 'idempotency-key': randomUUID() };
  try {
    const bytes = new Uint8Array(Buffer.from(body));
    const answer = await fetch(url, { method: 'PUT', headers: { ...headers, ...key }, body: bytes });
    await answer.text();
    return answer.status;
  } catch {
    return null;
  }
}

/** The delay of the event loop (p99, in ms) while everybody sends, several at once. */
async function delayWhile(sendOne: (body: string | Buffer) => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const waiting = Array.from({ length: 4 }, () => BODIES).flat();
  const sendAll = async () => {
    for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
      await sendOne(body);
    }
  };
  delay.enable();
  await Promise.all(Array.from({ length: AT_ONCE }, sendAll));
  delay.disable();
  return delay.percentile(99) / 1e6;
}

async function sendHarm(body: string | Buffer): Promise<void> {
  const status = await send(body);
  expect(status === null || (status >= 400 && status < 500)).toBe(true);
}

async function sendHarmless(): Promise<void> {
  const answer = await fetch(`${address}/api/me`, { headers });
  await answer.text();
  expect(answer.status).toBe(200);
}

it('given a mix of hostile bodies, when eight callers send them at once, then the event loop’s delay stays under 50 ms (p99)', async () => {
  const beyond: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const harmless = await delayWhile(sendHarmless);
    beyond.push((await delayWhile(sendHarm)) - GRANTED * harmless);
  }

  expect(Math.min(...beyond)).toBeLessThan(LONGEST_P99_MS);
}, 60_000);
