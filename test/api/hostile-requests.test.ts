// Addresses, heads and broken HTTP, over a real connection: a light injection would never meet Node's own limits.
import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectRefused, rowCounts } from './support/hostile.js';
import { type RunningApi, runningApi } from './support/running-api.js';

let api: RunningApi;
let authorization: string;
let port: number;
beforeAll(async () => {
  api = await runningApi('hostile_requests');
  const { subject } = await api.person({ registeredTeacher: true });
  authorization = `Bearer ${await api.issuer.token(subject)}`;
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  port = (api.app.server.address() as AddressInfo).port;
});
afterAll(() => api.close());

/** Everything that comes back for these bytes, until the other side closes. */
function raw(bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}

function expectProblem(answer: string, status: number, code: string): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head.toLowerCase()).toContain('content-type: application/problem+json');
  expect(JSON.parse(body)).toMatchObject({ status, code, instance: expect.stringMatching(/^urn:uuid:/) });
}

describe('a head that is too large or no HTTP', () => {
  it.each([
    [
      'a header of 20 KiB',
      431,
      'headersTooLarge',
      `GET /api/me HTTP/1.1\r\nhost: a\r\nx-long: ${'x'.repeat(20_480)}\r\n\r\n`,
    ],
    [
      'a header of a megabyte',
      431,
      'headersTooLarge',
      `GET /api/me HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(1_048_576)}\r\n\r\n`,
    ],
    [
      'an address of 20 KiB',
      431,
      'headersTooLarge',
      `GET /api/tasks?list=${'x'.repeat(20_480)} HTTP/1.1\r\nhost: a\r\n\r\n`,
    ],
    ['2,000 headers', 431, 'headersTooLarge', `GET / HTTP/1.1\r\nhost: a\r\n${'x-many: 1234\r\n'.repeat(2_000)}\r\n`],
    [
      'two lengths',
      400,
      'malformed',
      'POST /api/projects HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
    ],
    [
      'a length and chunks',
      400,
      'malformed',
      'POST /api/projects HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'a length that is no number',
      400,
      'malformed',
      'POST /api/projects HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n',
    ],
    ['NUL in a header', 400, 'malformed', 'GET /api/me HTTP/1.1\r\nhost: a\r\nx: a\u0000b\r\n\r\n'],
    ['a line feed in a name', 400, 'malformed', 'GET /api/me HTTP/1.1\r\nhost: a\r\nx y: 1\r\n\r\n'],
    ['an unknown method', 400, 'malformed', 'HARM /api/me HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['another protocol', 400, 'malformed', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
  ])(
    'given %s, when it is sent, then the answer is %d in problem details and the connection ends',
    async (_what, status, code, bytes) => {
      expectProblem(await raw(bytes), status, code);
    },
  );
});

it('given requests that never end, when their time is over, then each is answered in problem details and its connection ends', async () => {
  const start = `POST /api/projects HTTP/1.1\r\nhost: a\r\nauthorization: ${authorization}\r\n`;
  const unfinished = [start, `${start}content-type: application/json\r\ncontent-length: 50\r\n\r\n{"content":`];

  for (const answer of await Promise.all(unfinished.map(raw))) expectProblem(answer, 408, 'requestTimeout');
}, 30_000);

describe('an address', () => {
  const long = 'x'.repeat(12_000);
  it.each([
    '/api/projects/%00',
    '/api/projects/%ff',
    '/api/projects/%',
    '/api/projects/%ed%a0%80',
    `/api/projects/${'x'.repeat(3_000)}`,
    '/api/projects/..%2f..%2fetc%2fpasswd',
    `/api/projects/${'a/'.repeat(4_000)}`,
    '/api/projects/__proto__',
    '/api/projects/constructor/draft',
    `/api/tasks/${'9'.repeat(36)}`,
    '/api/rulebooks/%00',
    `/api/rulebooks/${'a'.repeat(99)}`,
    `/api/rulebooks/gr~${'-'.repeat(36)}`,
    `/api/tasks?list=${long}`,
    `/api/tasks?cursor=${long}`,
    '/api/tasks?cursor=%00',
    '/api/tasks?cursor=%ff%fe',
    `/api/tasks?cursor=${Buffer.from('["9999-99-99T00:00:00.000Z","x"]').toString('base64url')}`,
    `/api/tasks?cursor=${Buffer.from(`${'['.repeat(150)}`).toString('base64url')}`,
    `/api/tasks?${'list=mine&'.repeat(1_000)}`,
    `/api/tasks?${Array.from({ length: 2_000 }, (_, index) => `a${index}`).join('&')}`,
    '/api/tasks?__proto__=1',
    '/api/tasks?__proto__[list]=mine',
    '/api/tasks?constructor.prototype.list=mine',
    '/api/tasks?limit=1e999',
    '/api/tasks?limit=99999999999999999999',
    '/api/tasks?limit=NaN',
    '/api/tasks?limit=1&limit=2',
    `/api/teachers?search=${long}`,
    '/api/teachers?search=ab%00',
    '/api/teachers?search=%00%00',
    `/api/periods?rulebookId=${'a'.repeat(12_000)}`,
    '/api/periods?rulebookId=%27%20or%201%3D1',
  ])('given %s, when it is asked for, then it is refused', async (url) => {
    const answer = await api.app.inject({ url, headers: { authorization } });

    expectRefused(answer, url.slice(0, 60));
  });
});

describe('a header', () => {
  const withdraw = (headers: Record<string, string>) =>
    api.app.inject({
      method: 'POST',
      url: `/api/projects/${randomUUID()}/withdraw`,
      payload: { reason: 'We found no partner.' },
      headers: { authorization, 'idempotency-key': randomUUID(), ...headers },
    });

  it.each([
    ['spaces', '   '],
    ['a tab', 'a\tb'],
    ['an escape', 'a\u001bb'],
    ['DEL', 'a\u007fb'],
    ['a byte above ASCII', 'a\u00e9'],
    ['a no-break space', '\u00a0'],
    ['12,000 characters', 'k'.repeat(12_000)],
    ['101 characters', 'k'.repeat(101)],
    ['quotes and a statement', "'; drop table intake; --"],
    ['the name of a prototype', '__proto__'],
    ['two keys', 'first, second'],
  ])(
    'given %s as Idempotency-Key, when a command is sent, then it is refused and nothing is taken in',
    async (what, key) => {
      const before = await rowCounts(api.owner);

      expectRefused(await withdraw({ 'idempotency-key': key }), what);

      expect(await rowCounts(api.owner)).toEqual(before);
    },
  );

  it.each([
    ['authorization', `Bearer ${'x'.repeat(12_000)}`],
    ['authorization', `Bearer ${' '.repeat(12_000)}x`],
    ['authorization', `Bearer ${'a.'.repeat(5_000)}`],
    ['authorization', `Bearer ${'='.repeat(12_000)}`],
    ['authorization', 'Bearer a.b.c'],
    ['accept-language', `${'el;q=0.'.repeat(1_500)}`],
    ['accept-language', ','.repeat(12_000)],
    ['content-type', `application/json;${' '.repeat(12_000)}charset`],
    ['content-type', `application/json;${'a=b;'.repeat(3_000)}`],
    ['x-forwarded-for', '1.2.3.4,'.repeat(1_500)],
    ['x-request-id', '\u0001'.repeat(100)],
    ['cookie', 'a=b;'.repeat(3_000)],
  ])('given %s with much in it, when a command is sent, then it is refused', async (name, value) => {
    expectRefused(await withdraw({ [name]: value }), `${name}: ${value.slice(0, 30)}`);
  });
});
