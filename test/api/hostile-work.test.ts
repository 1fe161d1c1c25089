// Whoever sends harm must not make others wait: what one request can make the API do is bounded by what it may send.
// How long that takes is a bench's matter (`npm run bench -- hostile`).
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOSTILE_BODIES, HOSTILE_TEXTS } from './support/hostile-bodies.js';
import { type RunningApi, runningApi } from './support/running-api.js';
import { type Work, watchWork } from './support/work.js';

const BODY_LIMIT = 64 * 1024;
/** Heads, ids and the answer: what is read of every request, however little it says. */
const ALWAYS = 20_000;
/** How often each character of a body may be read by regular expressions: by the body's reader and by each schema. */
const TIMES = 4;

let api: RunningApi;
let authorization: string;
beforeAll(async () => {
  api = await runningApi('hostile_work');
  const { subject } = await api.person({ registeredTeacher: true });
  authorization = `Bearer ${await api.issuer.token(subject)}`;
  await send('{}', authorization);
});
afterAll(() => api.close());

const send = (payload: string | Buffer, token: string) =>
  api.app.inject({
    method: 'PUT',
    url: `/api/projects/${randomUUID()}/draft`,
    payload,
    headers: {
      authorization: token,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      'if-match': '"draft-1"',
    },
  });

async function workOf(payload: string | Buffer, token = authorization): Promise<Work & { status: number }> {
  const { statusCode: status, work } = await watchWork(() => send(payload, token));
  return { status, ...work };
}

const withText = (value: string) =>
  JSON.stringify({ content: { title: value, resultsLinks: [value], founders: [value] } });
const BODIES = [
  ...HOSTILE_BODIES,
  ...HOSTILE_TEXTS.map(([what, text]) => [`${what} in a field`, withText(text)] as const),
];
const isTooLong = (body: string | Buffer) => Buffer.byteLength(body) > BODY_LIMIT;

describe.each(BODIES.filter(([, body]) => !isTooLong(body)))('given %s as the body', (_what, body) => {
  it('when it is sent, then it is read a few times and no more', async () => {
    const { status, parsed, matched } = await workOf(body);

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(parsed).toBeLessThanOrEqual(2 * body.length);
    expect(matched).toBeLessThanOrEqual(TIMES * body.length + ALWAYS);
  });
});

describe.each(BODIES.filter(([, body]) => isTooLong(body)))('given %s as the body', (_what, body) => {
  it('when it is sent, then nothing of it is read', async () => {
    const { status, parsed, matched } = await workOf(body);

    expect([status, parsed]).toEqual([413, 0]);
    expect(matched).toBeLessThanOrEqual(ALWAYS);
  });
});

it('given a body of as much as is allowed, when nobody signed in sends it, then nothing of it is read', async () => {
  const { status, parsed, matched } = await workOf(withText('x'.repeat(20_000)), 'Bearer nobody');

  expect([status, parsed]).toEqual([401, 0]);
  expect(matched).toBeLessThanOrEqual(ALWAYS);
});

it('given a good body, when it is sent, then the watch sees it being read: it would see too much as well', async () => {
  const body = withText('x'.repeat(1_000));
  const { parsed, matched } = await workOf(body);

  expect(parsed).toBeGreaterThanOrEqual(body.length);
  expect(matched).toBeGreaterThanOrEqual(body.length);
});
