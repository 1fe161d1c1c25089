import { randomUUID } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { sql } from 'kysely';
import { sendProblem } from '../../api/problem-details.js';
import { openRecords } from '../../records/database.js';
import { Problem } from '../../usecases/problem.js';
import { type RunningApi, runningApi } from './support/running-api.js';

let api: RunningApi;
beforeAll(async () => {
  api = await runningApi('problem_details');
});
afterAll(() => api.close());

describe('a refusal', () => {
  it('has the form of RFC 9457, with a stable code and a name for this occurrence', async () => {
    const answer = await api.send((await api.person()).subject, { url: `/api/projects/${randomUUID()}` });

    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json()).toEqual({
      type: 'https://approvals.test/docs/problems/notFound',
      title: 'Not Found',
      status: 404,
      detail: 'There is nothing here, or you are not allowed to see it.',
      code: 'notFound',
      rule: null,
      values: {},
      instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
    });
  });

  it('speaks the language of the person, whatever the browser asks for', async () => {
    const { subject } = await api.person({ language: 'el' });

    const answer = await api.send(subject, { url: '/api/nothing', headers: { 'accept-language': 'en' } });

    expect(answer.headers['content-language']).toBe('el');
    expect(answer.json().detail).toMatch(/[α-ω]/);
  });

  it('speaks to strangers in the language that they ask for', async () => {
    const greek = await api.app.inject({ url: '/api/me', headers: { 'accept-language': 'el-GR,en;q=0.5' } });
    const french = await api.app.inject({ url: '/api/me', headers: { 'accept-language': 'fr' } });

    expect(greek.json().detail).toMatch(/[α-ω]/);
    expect(french.json().detail).toBe('Please sign in first.');
  });
});

describe('the sentence of a refusal', () => {
  it('tells instants as people read them, while the values keep them for programs', async () => {
    const app = fastify({ genReqId: () => 'b4b3a4de-0000-4000-8000-000000000000' });
    app.decorateRequest('actor', null);
    app.setErrorHandler((error, request, reply) => sendProblem('https://approvals.test', error, request, reply));
    app.get('/decided', () => {
      throw new Problem('alreadyDecided', 'R-1.4.f', { outcome: 'approve', at: '2022-03-01T10:20:30.456789Z' });
    });

    const english = await app.inject('/decided');
    const greek = await app.inject({ url: '/decided', headers: { 'accept-language': 'el' } });

    expect(english.statusCode).toBe(409);
    expect(english.json().detail).toMatch(/on Tuesday,? 1 March 2022, 10:20 .*: approved\./);
    expect(english.json()).toMatchObject({ rule: 'R-1.4.f', values: { at: '2022-03-01T10:20:30.456789Z' } });
    expect(greek.json().detail).toMatch(/Μαρτίου 2022, 10:20/);
  });

  it('comes out even where a value is not what it should be', async () => {
    const app = fastify();
    app.decorateRequest('actor', null);
    app.setErrorHandler((error, request, reply) => sendProblem('https://approvals.test', error, request, reply));
    app.get('/decided', () => {
      throw new Problem('alreadyDecided', null, { at: 'canary' });
    });

    const answer = await app.inject('/decided');

    expect([answer.statusCode, answer.json().code]).toEqual([500, 'unexpected']);
    expect(answer.body).not.toContain('canary');
  });
});

describe('what is not there', () => {
  it('looks the same as what one may not see, and as an id that cannot be one', async () => {
    const { subject } = await api.person();
    const ids = [randomUUID(), 'not-an-id', '0', '%00', "' or 1=1 --", randomUUID().toUpperCase()];

    const answers = await Promise.all(
      ids.map((id) => api.send(subject, { url: `/api/projects/${encodeURIComponent(id)}` })),
    );

    const bodies = answers.map((answer) => ({ ...answer.json(), instance: null }));
    for (const body of bodies) expect(body).toEqual(bodies[0]);
    expect(bodies[0]).toMatchObject({ status: 404, code: 'notFound' });
  });

  it('is told as a problem on unknown routes and methods, and repeats nothing of the address', async () => {
    const { subject } = await api.person();

    for (const request of [
      { url: '/api/canary' },
      { url: '/canary' },
      { url: '/api/me', method: 'DELETE' as const },
      { url: `/api/projects/${'canary'.repeat(40)}` },
    ]) {
      const answer = await api.send(subject, request);
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'notFound']);
      expect(answer.body).not.toContain('canary');
    }
  });

  it('is not told to strangers below /api: they are asked to sign in first', async () => {
    expect((await api.app.inject('/api/nothing')).statusCode).toBe(401);
  });

  it('is a malformed request when the address itself cannot be read', async () => {
    const answer = await api.app.inject('/api/%E0%A4%A');

    expect([answer.statusCode, answer.json().code]).toEqual([400, 'malformed']);
    expect(answer.body).not.toContain('%E0');
  });
});

describe('what nobody foresaw', () => {
  it('is answered without its inside, which is in the log under the same name', async () => {
    const broken = await runningApi('broken');
    const { subject } = await broken.person();
    expect((await broken.send(subject, { url: '/api/me' })).statusCode).toBe(200);
    await sql`alter table teacher_schools rename to canary_table`.execute(broken.owner);
    await sql`alter table users rename to canary_users`.execute(broken.owner);

    const answer = await broken.send(subject, { url: '/api/me' });

    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'unexpected', title: 'Internal Server Error', values: {} });
    expect(answer.body).not.toMatch(/relation|teacher|users|select|at /);
    const occurrence = answer.json().instance.replace('urn:uuid:', '');
    const line = broken.logLines().find((each) => each.includes(occurrence) && each.includes('"err"'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ msg: 'unexpected', err: { code: '42P01' } });
    await broken.close();
  });
});

describe('records that cannot be reached', () => {
  it('are told as unavailable for now, and when to come again', async () => {
    const { port } = await unusedPort();
    const records = openRecords(`postgres://api@127.0.0.1:${port}/none`, { application: 'test' });
    const lonely = fastify();
    lonely.decorateRequest('actor', null);
    lonely.setErrorHandler((error, request, reply) => sendProblem('https://approvals.test', error, request, reply));
    lonely.get('/users', () => records.selectFrom('users').selectAll().execute());

    const answer = await lonely.inject('/users');

    expect([answer.statusCode, answer.json().code]).toEqual([503, 'unavailable']);
    expect(answer.headers['retry-after']).toBe('5');
    await records.destroy();
  });
});

describe('too many requests', () => {
  it('are refused for one person, who is told when to come again, while others go on', async () => {
    const busy = await runningApi('busy', { requestsPerMinute: 3 });
    const [first, second] = await Promise.all([busy.person(), busy.person()]);

    const statuses = [];
    for (let each = 0; each < 4; each += 1) statuses.push(await busy.send(first.subject, { url: '/api/me' }));

    expect(statuses.map((answer) => answer.statusCode)).toEqual([200, 200, 200, 429]);
    expect(statuses[3]?.json()).toMatchObject({ code: 'tooManyRequests' });
    expect(Number(statuses[3]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await busy.send(second.subject, { url: '/api/me' })).statusCode).toBe(200);
    await busy.close();
  });
});

describe('the headers of every answer', () => {
  it.each(['/health/live', '/api/me', '/openapi.json', '/docs/problems/invalid', '/nothing'])(
    'guard %s',
    async (url) => {
      const { headers } = await api.app.inject(url);

      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'strict-transport-security': expect.stringContaining('max-age=31536000'),
      });
      expect(headers['content-security-policy']).toContain("script-src 'self';");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );

  it('keep what is personal out of every cache', async () => {
    const { subject } = await api.person();

    expect((await api.send(subject, { url: '/api/me' })).headers['cache-control']).toBe('no-store');
  });
});

describe('the log of requests', () => {
  it('holds the pattern of the route and the id of the person, never the search or the name', async () => {
    const { subject, userId } = await api.person({ name: 'Κανάριος Όνομα', registeredTeacher: true });

    await api.send(subject, { url: `/api/teachers?search=${encodeURIComponent('Κανάριος')}` });

    const text = api.logLines().join('');
    expect(text).not.toMatch(/Κανάριος|search=|127\.0\.0\.1|@school/);
    expect(text).toContain(`"route":"/api/teachers","status":200`);
    expect(text).toContain(userId);
  });
});

/** A port on which nobody listens any more. */
async function unusedPort(): Promise<AddressInfo> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return address;
}
