import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT } from 'jose';
import { AUDIENCE } from './support/issuer.js';
import { type RunningApi, runningApi } from './support/running-api.js';

let api: RunningApi;
beforeAll(async () => {
  api = await runningApi('authentication');
});
afterAll(() => api.close());

const me = (authorization?: string) =>
  api.app.inject({ url: '/api/me', headers: authorization === undefined ? {} : { authorization } });

async function expectRefused(authorization: string | undefined) {
  const answer = await me(authorization);
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.json()).toMatchObject({ code: 'unauthenticated', status: 401 });
  return answer;
}

describe('who may come in', () => {
  it('is a known person with a good token', async () => {
    const { userId, subject } = await api.person({ name: 'Ελένη Αλεξίου' });

    const answer = await me(`Bearer ${await api.issuer.token(subject)}`);

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ userId, displayName: 'Ελένη Αλεξίου' });
  });

  it('is not somebody without a token, and the answer says how to come in', async () => {
    const answer = await expectRefused(undefined);

    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer a b',
    'Basic dXNlcjpwYXNz',
    'Bearer not.a.token',
    `Bearer ${'a'.repeat(9000)}`,
  ])('is not somebody with the credentials "%.20s"', async (authorization) => {
    await expectRefused(authorization);
  });

  it('is not somebody whose token has expired', async () => {
    const { subject } = await api.person();

    const answer = await expectRefused(`Bearer ${await api.issuer.token(subject, { expiresInSeconds: -60 })}`);

    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it('is not somebody whose token was good a moment ago and has expired since', async () => {
    const { subject } = await api.person();
    // 5 seconds of tolerance for clocks that differ: this one lives for a second more.
    const token = `Bearer ${await api.issuer.token(subject, { expiresInSeconds: -4 })}`;
    expect((await me(token)).statusCode).toBe(200);

    await new Promise((resolve) => setTimeout(resolve, 2_500));

    await expectRefused(token);
  });

  it('is not somebody with a token that never expires', async () => {
    const { subject } = await api.person();

    await expectRefused(`Bearer ${await api.issuer.token(subject, { expiresInSeconds: null })}`);
  });

  it('is not somebody whose token is made out to another program, or by another issuer', async () => {
    const { subject } = await api.person();

    await expectRefused(`Bearer ${await api.issuer.token(subject, { audience: 'pages' })}`);
    await expectRefused(`Bearer ${await api.issuer.token(subject, { issuer: 'https://other.test' })}`);
  });

  it('is not somebody who signed the token himself', async () => {
    const { subject } = await api.person();

    await expectRefused(`Bearer ${await api.issuer.token(subject, { forged: true })}`);
  });

  it('is not somebody with an unsigned token, or one signed with a shared secret', async () => {
    const { subject } = await api.person();
    const claims = { sub: subject, iss: api.issuer.url, aud: AUDIENCE, exp: Math.floor(Date.now() / 1000) + 300 };
    const shared = new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'current' });

    await expectRefused(`Bearer ${new UnsecuredJWT(claims).encode()}`);
    await expectRefused(`Bearer ${await shared.sign(new TextEncoder().encode('0123456789abcdef0123456789abcdef'))}`);
  });

  it('is not somebody who signed in but has no account, and the answer says whom to ask', async () => {
    const answer = await me(`Bearer ${await api.issuer.token('nobody')}`);

    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'unknownPerson' });
  });

  it('is, within a second, no longer somebody who was disabled', async () => {
    const { userId, subject } = await api.person();
    const token = `Bearer ${await api.issuer.token(subject)}`;
    expect((await me(token)).statusCode).toBe(200);

    await api.owner.updateTable('users').set({ disabled_at: new Date() }).where('user_id', '=', userId).execute();
    await new Promise((resolve) => setTimeout(resolve, 1_050));

    expect((await me(token)).json()).toMatchObject({ code: 'unknownPerson' });
  });

  it('is not somebody with a session cookie of the pages alone', async () => {
    const answer = await api.app.inject({ url: '/api/me', headers: { cookie: 'session=anything' } });

    expect(answer.statusCode).toBe(401);
  });

  it('is found out with one request for the keys, however many tokens are shown', async () => {
    const people = await Promise.all([api.person(), api.person(), api.person()]);

    const tokens = await Promise.all(people.map((person) => api.issuer.token(person.subject)));
    await Promise.all(tokens.map((token) => me(`Bearer ${token}`)));

    expect(api.issuer.keyRequests()).toBe(1);
  });

  it('never sees a token in the log', async () => {
    const { subject } = await api.person();
    const token = await api.issuer.token(subject);

    await me(`Bearer ${token}`);
    await me(`Bearer ${token}x`);

    expect(api.logLines().join('')).not.toContain(token.slice(-40));
  });
});

describe('while the sign-in provider is away', () => {
  it('the API starts, answers 503 to tokens, and goes on once the provider is back', async () => {
    const other = await runningApi('no_issuer');
    const { subject } = await other.person();
    const token = await other.issuer.token(subject);
    other.issuer.pause();

    const away = await other.app.inject({ url: '/api/me', headers: { authorization: `Bearer ${token}` } });
    other.issuer.resume();
    const back = await other.app.inject({ url: '/api/me', headers: { authorization: `Bearer ${token}` } });

    expect(away.statusCode).toBe(503);
    expect(away.json()).toMatchObject({ code: 'unavailable' });
    expect(away.headers['retry-after']).toBeDefined();
    expect(back.statusCode).toBe(200);
    await other.close();
  });
});
