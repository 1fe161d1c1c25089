import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, jest, test } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { IdentityServer } from '../../local/identity/identity-server.js';
import { withFolder } from './temporary-folder.js';

const PEOPLE = [
  {
    sub: 'p1',
    email: 'maria@school.gr',
    name: 'Μαρία Παπαδοπούλου',
    locale: 'el',
    password: 'maria-1',
    role: 'teacher',
  },
  { sub: 'p2', email: 'luc@ecole.fr', name: 'Luc Martin', locale: 'fr', password: 'luc-1' },
];
const CLI = { client_id: 'etwinning-cli', redirect_uri: 'http://127.0.0.1:54321/callback' };

// The provider warns of what a toy may do: it keeps its sessions in memory.
beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation(() => {});
});

test('a program signs in with code and PKCE and gets a token for the API, though it named none', () =>
  withProvider(async ({ provider }) => {
    const tokens = await signIn(provider, CLI, 'Maria@School.gr', 'maria-1');

    const keys = createRemoteJWKSet(new URL(`${provider.issuer}/jwks`));
    const expected = { issuer: provider.issuer, audience: 'etwinning-api' };
    const { payload, protectedHeader } = await jwtVerify(tokens.access_token, keys, expected);
    expect(payload.sub).toBe('p1');
    expect(protectedHeader).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    const identity = await jwtVerify(tokens.id_token, keys, { issuer: provider.issuer, audience: 'etwinning-cli' });
    expect(identity.payload).toMatchObject({
      email: 'maria@school.gr',
      name: 'Μαρία Παπαδοπούλου',
      locale: 'el',
      nonce: 'n',
    });
    expect(tokens.refresh_token).toEqual(expect.any(String));
  }));

test('the web client signs in with its secret, and is refused without', () =>
  withProvider(async ({ provider }) => {
    const web = { client_id: 'etwinning-web', redirect_uri: 'http://127.0.0.1:3000/auth/callback' };

    const tokens = await signIn(provider, { ...web, client_secret: 'web secret' }, 'luc@ecole.fr', 'luc-1');
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      sub: 'p2',
      aud: 'etwinning-api',
      client_id: 'etwinning-web',
    });
    const refused = await signIn(provider, web, 'luc@ecole.fr', 'luc-1');
    expect(refused).toMatchObject({ error: 'invalid_client' });
  }));

test('a token verifies after a restart of the provider', () =>
  withProvider(async ({ provider, restart }) => {
    const { access_token } = await signIn(provider, CLI, 'luc@ecole.fr', 'luc-1');

    const again = await restart();

    const keys = createRemoteJWKSet(new URL(`${again.issuer}/jwks`));
    await expect(jwtVerify(access_token, keys, { audience: 'etwinning-api' })).resolves.toBeDefined();
  }));

test('a wrong password is said on the form, and nobody is signed in', () =>
  withProvider(async ({ provider }) => {
    const jar = new CookieJar();
    const form = await openForm(jar, provider, CLI);

    const answer = await jar.fetch(form.action, post({ login: 'maria@school.gr', password: 'guessed' }));

    expect(answer.status).toBe(400);
    const page = await answer.text();
    expect(page).toContain('Δεν υπάρχει πρόσωπο');
    expect(page).toContain('value="maria@school.gr"');
  }));

test('signing in again asks again, so that another person can be tried; signing out asks first', () =>
  withProvider(async ({ provider }) => {
    const jar = new CookieJar();
    await signIn(provider, CLI, 'luc@ecole.fr', 'luc-1', jar);

    const { access_token } = await signIn(provider, CLI, 'maria@school.gr', 'maria-1', jar);
    expect(decodeJwt(access_token).sub).toBe('p1');

    const question = await (await jar.fetch(`${provider.issuer}/session/end`)).text();
    expect(question).toContain('Θέλετε να αποσυνδεθείτε;');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(question)?.[1] ?? '';
    const answer = await jar.fetch(`${provider.issuer}/session/end/confirm`, post({ xsrf, logout: 'yes' }));
    const done = await jar.fetch(new URL(answer.headers.get('location') ?? '', provider.issuer));
    expect(await done.text()).toContain('Έχετε αποσυνδεθεί');
  }));

test('the form is in the language that the client wishes, lists who can sign in, and PKCE is not optional', () =>
  withProvider(async ({ provider }) => {
    const { page } = await openForm(new CookieJar(), provider, { ...CLI, ui_locales: 'en' });
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('Luc Martin');
    expect(page).toContain('maria-1');

    const naked = new URL(`${provider.issuer}/auth`);
    naked.search = new URLSearchParams({ ...CLI, response_type: 'code', scope: 'openid' }).toString();
    const refused = await fetch(naked, { redirect: 'manual' });
    expect(refused.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:54321\/callback\?error=invalid_request/);
  }));

/** Cookies as a browser keeps them, for one host. */
class CookieJar {
  readonly #cookies = new Map<string, string>();

  async fetch(address: string | URL, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { ...init, headers: { ...init.headers, cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/);
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    return response;
  }
}

type Client = { client_id: string; redirect_uri: string; client_secret?: string; ui_locales?: string };

async function openForm(jar: CookieJar, provider: IdentityServer, client: Client, challenge = 'x'.repeat(43)) {
  const { client_secret: _, ...parameters } = client;
  const authorize = new URL(`${provider.issuer}/auth`);
  authorize.search = new URLSearchParams({
    ...parameters,
    response_type: 'code',
    scope: 'openid profile email',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 's',
    nonce: 'n',
  }).toString();
  const begun = await jar.fetch(authorize);
  const address = new URL(begun.headers.get('location') ?? '', provider.issuer);
  const page = await (await jar.fetch(address)).text();
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? '';
  return { page, action: new URL(action, provider.issuer) };
}

async function signIn(
  provider: IdentityServer,
  client: Client,
  login: string,
  password: string,
  jar = new CookieJar(),
) {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const form = await openForm(jar, provider, client, challenge);
  let answer = await jar.fetch(form.action, post({ login, password }));
  while (answer.headers.get('location')?.startsWith(provider.issuer)) {
    answer = await jar.fetch(answer.headers.get('location') as string);
  }
  const callback = new URL(answer.headers.get('location') ?? '');
  const token = await fetch(
    `${provider.issuer}/token`,
    post({
      ...client,
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      code_verifier: verifier,
    }),
  );
  return (await token.json()) as { access_token: string; id_token: string; refresh_token?: string };
}

function post(fields: Record<string, string>): RequestInit {
  return { method: 'POST', body: new URLSearchParams(fields) };
}

async function withProvider(
  work: (context: { provider: IdentityServer; restart: () => Promise<IdentityServer> }) => Promise<void>,
): Promise<void> {
  const { startIdentityServer } = await import('../../local/identity/identity-server.js');
  await withFolder(async (folder) => {
    const peopleFile = path.join(folder, 'people.json');
    await writeFile(peopleFile, JSON.stringify(PEOPLE));
    const start = () =>
      startIdentityServer({
        folder,
        peopleFile,
        port: 0,
        cookieSecret: 'cookie secret',
        webClientSecret: 'web secret',
        webUrls: ['http://localhost:3000', 'http://127.0.0.1:3000'],
        audience: 'etwinning-api',
        logLevel: 'silent',
      });
    let provider = await start();
    const restart = async () => {
      await provider.close();
      provider = await start();
      return provider;
    };
    try {
      await work({ provider, restart });
    } finally {
      await provider.close();
    }
  });
}
