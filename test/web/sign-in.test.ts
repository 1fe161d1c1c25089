import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { IdentityServer } from '../../local/identity/identity-server.js';
import { freePorts } from '../../local/ports.js';
import { localPath } from '../../web/sign-in.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { appWithPages } from './support/visitor.js';

let life: Lifecycle;
let app: FastifyInstance;
let provider: IdentityServer;
let folder: string;
let publicUrl: string;

beforeAll(async () => {
  // The provider warns of what a toy may do: it keeps its sessions in memory.
  jest.spyOn(console, 'warn').mockImplementation(() => {});
  const { startIdentityServer } = await import('../../local/identity/identity-server.js');
  life = await openLifecycle('web-sign-in');
  folder = await mkdtemp(path.join(process.env.TEST_RUN_FOLDER ?? '/tmp', 'sign-in-'));
  const [port = 0] = await freePorts(1);
  publicUrl = `http://127.0.0.1:${port}`;
  const person = { email: 'head@school.example', name: 'Sofia', locale: 'el', password: 'secret' };
  const sub = life.people.athensHead.actor.userId;
  const stranger = {
    sub: 'nobody-here',
    email: 'stranger@school.example',
    name: 'X',
    locale: 'en',
    password: 'secret',
  };
  await writeFile(path.join(folder, 'people.json'), JSON.stringify([{ sub, ...person }, stranger]));
  provider = await startIdentityServer({ ...settings(), port: 0 });
  await life.owner.updateTable('users').set({ issuer: provider.issuer }).execute();
  app = await appWithPages(life, { publicUrl, oidcIssuer: provider.issuer, clientSecret: 'web secret' });
  await app.listen({ port, host: '127.0.0.1' });
}, 60_000);
afterAll(async () => {
  await app.close();
  await provider.close();
  await life.close();
  await rm(folder, { recursive: true, force: true });
});

const settings = () => ({
  folder,
  peopleFile: path.join(folder, 'people.json'),
  cookieSecret: 'cookie secret',
  webClientSecret: 'web secret',
  webUrls: [publicUrl],
  audience: 'etwinning-api',
  logLevel: 'silent' as const,
});

test('given a stranger on a page, when he or she signs in at the provider, then the page opens', async () => {
  const browser = new Browser();

  const form = await browser.follow(await browser.open(`${publicUrl}/tasks?list=done`), '/auth/sign-in');
  const page = await browser.send(form, { login: 'head@school.example', password: 'secret' });

  expect(page.url).toBe(`${publicUrl}/tasks?list=done`);
  expect(page.html).toContain('athensHead');
});

test('given a person whom the provider knows and we do not, when he or she signs in, then the page says whom to ask', async () => {
  const browser = new Browser();

  const page = await browser.send(await browser.open(`${publicUrl}/auth/sign-in`), {
    login: 'stranger@school.example',
    password: 'secret',
  });

  expect(page.status).toBe(403);
  expect(page.html).toContain('National Support Organisation');
});

test('given an answer of the provider that no sign-in here began, when it comes, then nobody is signed in', async () => {
  const answer = await fetch(`${publicUrl}/auth/callback?code=stolen&state=guessed`, { redirect: 'manual' });

  expect(answer.headers.get('location')).toBe('/sign-in?failed');
  expect(answer.headers.getSetCookie().join()).not.toContain('etwinning-session');
});

test('given a sign-in that began, when its answer has another state or a code that was used, then nobody is signed in', async () => {
  const browser = new Browser();
  await browser.open(`${publicUrl}/auth/sign-in`);

  const page = await browser.open(`${publicUrl}/auth/callback?code=stolen&state=guessed`);

  expect(page.url).toBe(`${publicUrl}/sign-in?failed`);
  expect(page.html).toContain('You were not signed in');
  expect((await browser.open(`${publicUrl}/tasks`)).url).toContain('/sign-in?returnTo');
});

test('given a provider that does not answer, when somebody signs in, then the page says that it is not available', async () => {
  const [port = 0] = await freePorts(1);
  const other = await appWithPages(life, { publicUrl, oidcIssuer: `http://127.0.0.1:${port}` });

  const answer = await other.inject({ url: '/auth/sign-in' });
  await other.close();

  expect(answer.statusCode).toBe(503);
  expect(answer.headers['retry-after']).toBeDefined();
});

test('given a provider that goes away while somebody signs in there, when he or she comes back, then the page says that it is not available', async () => {
  const { startIdentityServer } = await import('../../local/identity/identity-server.js');
  const fleeting = await startIdentityServer({ ...settings(), port: 0 });
  const other = await appWithPages(life, { publicUrl, oidcIssuer: fleeting.issuer, clientSecret: 'web secret' });
  const begun = await other.inject({ url: '/auth/sign-in?returnTo=/tasks' });
  const asked = new URL(String(begun.headers.location)).searchParams;
  await fleeting.close();

  const answered = new URLSearchParams({ code: 'any', state: asked.get('state') ?? '', iss: fleeting.issuer });
  const cookies = Object.fromEntries(begun.cookies.map(({ name, value }) => [name, value]));
  const back = await other.inject({ url: `/auth/callback?${answered}`, cookies });
  await other.close();

  expect(back.statusCode).toBe(503);
  expect(back.headers['retry-after']).toBeDefined();
  expect(String(back.headers['set-cookie'])).not.toContain('etwinning-session');
});

test('given pages over https, when a sign-in begins, then its cookie is bound to the host and read by no script', async () => {
  const secure = await appWithPages(life, {
    publicUrl: 'https://approvals.example',
    oidcIssuer: provider.issuer,
    clientSecret: 'web secret',
  });

  const answer = await secure.inject({ url: '/auth/sign-in' });
  await secure.close();

  const [cookie = ''] = [answer.headers['set-cookie']].flat();
  expect(cookie).toMatch(/^__Host-etwinning-sign-in=/);
  for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(attribute);
  const asked = new URL(String(answer.headers.location)).searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThan(30);
});

test('given an address elsewhere to return to, when it is asked for, then the home page is taken instead', () => {
  const elsewhere = ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', undefined];
  for (const path of [...elsewhere, '/auth/callback?code=used', '/auth/sign-in']) expect(localPath(path)).toBe('/');
  expect(localPath('/tasks?list=done')).toBe('/tasks?list=done');
});

interface Opened {
  url: string;
  status: number;
  html: string;
}

/** Follows redirects between the two servers with each one's cookies, as a browser does. */
class Browser {
  private readonly cookies = new Map<string, Map<string, string>>();

  async open(url: string, init: RequestInit = {}): Promise<Opened> {
    const { host } = new URL(url);
    const jar = this.cookies.get(host) ?? new Map<string, string>();
    this.cookies.set(host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/);
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location) return this.open(new URL(location, url).href);
    return { url, status: answer.status, html: await answer.text() };
  }

  /** Follows the page's link that begins so. */
  follow(page: Opened, address: string): Promise<Opened> {
    const href = new RegExp(`href="(${address}[^"]*)"`).exec(page.html)?.[1] ?? '';
    return this.open(new URL(href.replaceAll('&amp;', '&'), page.url).href);
  }

  send(page: Opened, fields: Record<string, string>): Promise<Opened> {
    const action = /<form method="post" action="([^"]+)"/.exec(page.html)?.[1] ?? '';
    return this.open(new URL(action, page.url).href, { method: 'POST', body: new URLSearchParams(fields) });
  }
}
