// What holds for every page: language, headers, no script, nothing said of the inside.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { LANGUAGES } from '../../domain/vocabulary.js';
import { openRecords } from '../../records/database.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { appWithPages, Visitor } from './support/visitor.js';

let life: Lifecycle;
let actions: Actions;
let app: FastifyInstance;
let teacherPages: string[];
let headPages: string[];
beforeAll(async () => {
  life = await openLifecycle('web-frame');
  actions = actionsOf(life);
  await life.startWorker();
  app = await appWithPages(life);
  const draft = await actions.draft();
  const projectId = await actions.submit();
  const completed = await actions.complete();
  const applicationId = await actions.labelDraft('greekFounder', completed);
  const council = await actions.task(projectId, 'councilApproval');
  const nothing = '/projects/01890000-0000-7000-8000-000000000000';
  teacherPages = [
    '/',
    '/tasks',
    '/tasks?list=done',
    '/projects',
    '/projects/new',
    '/label-applications',
    '/help',
    '/profile',
  ];
  teacherPages.push(`/projects/${draft}/edit`, `/projects/${draft}/edit?search=f`, `/projects/${projectId}`);
  teacherPages.push(`/projects/${completed}`, `/label-applications/${applicationId}`, nothing, '/no-such-page');
  headPages = ['/', '/tasks?list=mine', `/tasks/${council.task_id}`];
});
afterAll(async () => {
  await app.close();
  await life.close();
});

describe.each(LANGUAGES)('given a person who chose %s', (language) => {
  test('when any page is opened, then it is in that language, whole, and without an inline script', async () => {
    const teacher = await Visitor.as(app, life, 'greekFounder');
    const head = await Visitor.as(app, life, 'athensHead');
    const administrator = await Visitor.as(app, life, 'greekAdministrator');
    for (const visitor of [teacher, head, administrator]) await visitor.get(`/language/${language}`);
    const visits = [
      ...teacherPages.map((url) => [teacher, url] as const),
      ...headPages.map((url) => [head, url] as const),
      [administrator, '/imports'] as const,
    ];

    const before = await recorded();

    for (const [visitor, url] of visits) {
      const { html, status } = await visitor.get(url);
      expect([200, 404]).toContain(status);
      expect(html).toContain(`<html lang="${language}">`);
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(html).toContain('action="/auth/sign-out"');
      expect(html).not.toMatch(
        /<script(?! type="module" src="\/assets\/autosave-\w+\.js"><\/script>)|<style|\sstyle=|\son[a-z]+=|javascript:/i,
      );
      expect(html).not.toMatch(/\bundefined\b|\[object|>null<|\bNaN\b|pages\.|problem\.|finding\./);
      expect(idsTwice(html)).toEqual([]);
      expect(labelsWithoutField(html)).toEqual([]);
      expect(html.length).toBeLessThan(60_000);
    }
    expect(await recorded()).toEqual(before);
  });
});

test('given any answer, when it comes, then it may not be framed, kept, or run what is inline', async () => {
  const head = await Visitor.as(app, life, 'athensHead');
  for (const url of ['/', '/sign-in', '/tasks', '/no-such-page', '/projects/not-an-id']) {
    const answer = await app.inject({ url, headers: head.headersOf() });
    expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(answer.headers['content-security-policy']).not.toContain('unsafe');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    if (answer.statusCode !== 303) expect(answer.headers['cache-control']).toBe('no-store');
  }
});

test('given the style sheet, when a page names it, then it is small and kept for ever', async () => {
  const { html } = await new Visitor(app).get('/sign-in');
  const address = /href="(\/assets\/style-[0-9a-f]{12}\.css)"/.exec(html)?.[1] ?? '';

  const style = await app.inject({ url: address });

  expect(style.statusCode).toBe(200);
  expect(style.headers['cache-control']).toContain('immutable');
  expect(style.body.length).toBeLessThan(15 * 1024);
});

test.each([
  ['text/plain', 'a', 415],
  ['application/x-www-form-urlencoded', `reason=${'a'.repeat(70_000)}`, 413],
  ['application/x-www-form-urlencoded; charset=klingon', 'reason=a', 403],
])(
  'given a body of type %s, when it is sent, then the page says no and not that it failed',
  async (type, payload, status) => {
    const head = await Visitor.as(app, life, 'athensHead');
    const url = headPages.at(-1) ?? '';

    const answer = await app.inject({
      method: 'POST',
      url: `${url}/decide`,
      payload,
      headers: { ...head.headersOf(), 'content-type': type },
    });

    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('text/html');
  },
);

test('given one address that asks too often, when it goes on, then it is told to wait', async () => {
  const limited = await appWithPages(life, { requestsPerMinute: 3 });
  const visitor = new Visitor(limited);
  const statuses = [];
  for (let time = 0; time < 5; time += 1) statuses.push((await visitor.get('/sign-in')).status);
  await limited.close();

  expect(statuses).toEqual([200, 200, 200, 429, 429]);
});

test('given a browser that asks for Greek, when a stranger comes, then the page is Greek', async () => {
  expect((await new Visitor(app, { 'accept-language': 'el-GR,el;q=0.9,en;q=0.8' }).get('/sign-in')).html).toContain(
    '<html lang="el">',
  );
  expect((await new Visitor(app, { 'accept-language': 'fr' }).get('/sign-in')).html).toContain('<html lang="en">');
});

test('given records that cannot be reached, when a page is opened, then it says so in the browser’s language', async () => {
  const records = openRecords('postgres://nobody@127.0.0.1:1/nothing', { application: 'test', connections: 1 });
  const cutOff = await appWithPages({ ...life, deps: { ...life.deps, records } });
  const cookie = 'etwinning-session=anything; etwinning-language=el';

  const answer = await cutOff.inject({ url: '/tasks', headers: { cookie } });
  await cutOff.close();
  await records.destroy();

  expect(answer.statusCode).toBe(503);
  expect(answer.headers['retry-after']).toBeDefined();
  expect(answer.body).toContain('<html lang="el">');
  expect(answer.body).not.toContain('ECONNREFUSED');
});

/** How much there is in the tables that people's acts write. */
async function recorded() {
  const { rows } = await sql`select (select count(*) from intake) as intake, (select count(*) from journal) as journal,
    (select count(*) from task_assignments) as claims, (select sum(version) from drafts) as drafts,
    (select count(*) from outbox) as mails`.execute(life.owner);
  return rows[0];
}

function idsTwice(html: string): string[] {
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

function labelsWithoutField(html: string): string[] {
  const targets = [...html.matchAll(/<label for="([^"]+)"/g)].map(([, id = '']) => id);
  return targets.filter((id) => !html.includes(`id="${id}"`));
}
