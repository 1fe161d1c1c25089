// Help and contacts: for everybody, also for who cannot sign in.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { LANGUAGES } from '../../domain/vocabulary.js';
import { publishCatalogue } from '../../records/catalogues.js';
import { loadCatalogue } from '../../rulebooks/load.js';
import { contactReader } from '../../web/contact.js';
import { actionsOf } from '../support/actions.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { appWithPages, Visitor } from './support/visitor.js';

const loaded = await loadCatalogue('gr-2021-2022');
if (!loaded) throw new Error('the circular has a catalogue');
const catalogue = loaded;

let life: Lifecycle;
let app: FastifyInstance;
beforeAll(async () => {
  life = await openLifecycle('web-help');
  app = await appWithPages(life);
});
afterAll(async () => {
  await app.close();
  await life.close();
});

test('given a rulebook that tells nothing beside its rules, when help is opened, then it has the contacts; the kits lead to it', async () => {
  const stranger = new Visitor(app);

  expect((await stranger.get('/help')).html).toContain('mailto:etwinning@sch.gr');
  expect(await stranger.get('/help/kits')).toMatchObject({ status: 303, location: '/help' });
});

describe.each(LANGUAGES)('given the circular’s catalogue and a stranger who reads %s', (language) => {
  let stranger: Visitor;
  beforeAll(async () => {
    await publishCatalogue(life.owner, 'gr-2021-2022', catalogue);
    stranger = new Visitor(app);
    await stranger.get(`/language/${language}`);
  });

  test('R-9: when help is opened, then it says whom to ask, and so does every page', async () => {
    const { html, status } = await stranger.get('/help');

    expect(status).toBe(200);
    for (const whom of ['etwinning@sch.gr', 'evaluators-eTwinning@sch.gr', 'support@seminars.etwinning.gr']) {
      expect(html).toContain(`href="mailto:${whom}"`);
    }
    expect(html).toContain('2610-960361');
    expect(html).toContain('href="http://www.etwinning.gr/etwinning/etwinning-5"');
    for (const page of ['/sign-in', '/no-such-page']) {
      expect((await stranger.get(page)).html).toMatch(
        /<footer>.*href="mailto:etwinning@sch\.gr".*href="\/help".*<\/footer>/s,
      );
    }
  });

  test('R-1.3.a, R-1.3.d, R-10: help tells what the rules only inform of', async () => {
    const { html } = await stranger.get('/help');
    const told = [
      ...(catalogue.help?.texts ?? []).map(({ text }) => text),
      ...[catalogue.schoolActivities?.kinds, catalogue.erasmusPlus?.actions, catalogue.unesco?.axes]
        .flatMap((list) => list ?? [])
        .map(({ names }) => names),
    ];

    expect(told.length).toBeGreaterThan(15);
    for (const text of told) expect(html).toContain(escaped(text[language]));
    const links = [...(catalogue.help?.links ?? []), ...(catalogue.development?.kinds ?? [])];
    for (const { link } of links) expect(html).toContain(`href="${escaped(link)}"`);
    expect(html).not.toMatch(/pages\.|rule\.R|\bundefined\b|\[object|null/);
    expect(html).toContain('href="/help/kits"');
  });

  test('R-5.b: when the kits are opened, then there are 50 and 12 groups, under their units', async () => {
    const { html } = await stranger.get('/help/kits');
    const units = html.split('<section aria-labelledby="').slice(1);

    expect(units.map((unit) => unit.match(/kit\.cfm\?id=\d+"/g)?.length)).toEqual([5, 21, 15, 9]);
    expect(html.match(/href="https:\/\/groups\.etwinning\.net\/\d+/g)).toHaveLength(12);
    for (const unit of catalogue.skillsLabs?.units ?? []) {
      expect(html).toContain(`<a href="#${unit.id}">${escaped(unit.names[language])}</a>`);
    }
    expect(html.length).toBeLessThan(60_000);
  });
});

test('R-1.4.a.1: given a council’s task, when it is opened, then it says what councils take into account', async () => {
  const actions = actionsOf(life);
  await life.startWorker();
  const projectId = await actions.submit();
  const council = await actions.task(projectId, 'councilApproval');
  const head = await Visitor.as(app, life, 'athensHead');
  await head.get('/language/en');
  await head.post(`/tasks/${council.task_id}/claim`, {});

  const { html } = await head.get(`/tasks/${council.task_id}`);

  expect(html).toContain('Heads and councils take into account:');
  for (const rule of ['R-1.4.b', 'R-1.4.c', 'R-1.4.d']) expect(html).toContain(`<span class="rule">${rule}</span>`);
});

test('R-1.3.a: given a teacher’s draft, when it is opened, then it leads to the kits, and says beside the timetable how long a project lasts', async () => {
  const draft = await actionsOf(life).draft();
  const teacher = await Visitor.as(app, life, 'greekFounder');
  await teacher.get('/language/en');

  const { html } = await teacher.get(`/projects/${draft}/edit`);

  expect(html).toContain('href="/help/kits"');
  expect(html).toMatch(/id="field-timetable-hint">A project lasts as long as its partners agree</);
});

test('R-9: given an application for the label, when it is opened, then it says whom to ask about labels', async () => {
  const actions = actionsOf(life);
  const applicationId = await actions.labelDraft('greekFounder', await actions.complete());
  const teacher = await Visitor.as(app, life, 'greekFounder');

  expect((await teacher.get(`/label-applications/${applicationId}`)).html).toContain(
    'href="mailto:evaluators-eTwinning@sch.gr"',
  );
});

test('given a contact that was read, when it is asked for again, then it is read again only after a minute', async () => {
  let now = 0;
  let asked = 0;
  const deps = new Proxy(life.deps, {
    get: (target, name, receiver) => {
      if (name === 'records') asked += 1;
      return Reflect.get(target, name, receiver);
    },
  });
  const read = contactReader(deps, () => now);

  expect([await read(), await read()]).toEqual(['etwinning@sch.gr', 'etwinning@sch.gr']);
  const once = asked;
  now = 59_999;
  await read();
  expect(asked).toBe(once);
  now = 60_000;
  expect(await read()).toBe('etwinning@sch.gr');
  expect(asked).toBe(2 * once);
});

/** As the pages escape texts and attributes. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
