// Where a project is embedded: written on the draft's page, shown to whoever decides, compared when it is revised.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { Embedding } from '../../domain/embedding.js';
import { publishCatalogue } from '../../records/catalogues.js';
import { loadCatalogue } from '../../rulebooks/load.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { RETURN } from '../support/contents.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { europeanProject } from '../support/programme.js';
import { writtenProject } from './support/project-form.js';
import { appWithPages, Visitor } from './support/visitor.js';

let life: Lifecycle;
let actions: Actions;
let app: FastifyInstance;
beforeAll(async () => {
  life = await openLifecycle('web-embedding');
  actions = actionsOf(life);
  await publishCatalogue(life.owner, 'gr-2021-2022', (await loadCatalogue('gr-2021-2022')) ?? {});
  await life.startWorker();
  app = await appWithPages(life);
});
afterAll(async () => {
  await app?.close();
  await life?.close();
});

const written = () => writtenProject(life);

const LABS = 'embedding.skillsLabs';
const STATED = {
  'embedding.schoolActivities': 'environmental',
  [`${LABS}.units.environment:boolean`]: 'yes',
  [`${LABS}.units.creativity:boolean`]: 'yes',
  [`${LABS}.units.wellBeing:boolean`]: 'no',
  [`${LABS}.schoolKind`]: 'upperSecondary',
  [`${LABS}.actionPlan`]: 'Σχέδιο Δράσης, σελίδα 3',
  'embedding.erasmusPlus.ka2:boolean': 'yes',
  'embedding.unesco.sustainability:boolean': 'yes',
};
const KEPT: Embedding = {
  schoolActivities: 'environmental',
  skillsLabs: {
    units: ['environment', 'creativity'],
    actionPlan: 'Σχέδιο Δράσης, σελίδα 3',
    schoolKind: 'upperSecondary',
    disseminationStated: false,
  },
  erasmusPlus: ['ka2'],
  unesco: ['sustainability'],
};

async function contentOf(projectId: string) {
  const row = await life.owner
    .selectFrom('drafts')
    .select('content')
    .where('draft_id', '=', projectId)
    .executeTakeFirstOrThrow();
  return row.content as { embedding?: Embedding };
}

test('R-4, R-5.a, R-5.c, R-5.d, R-5.e, R-6, R-7 given a draft, when its founder states where it is embedded, then the Action Plan is asked for, and who decides sees it with its warnings', async () => {
  const projectId = await actions.draft();
  const edit = `/projects/${projectId}/edit`;
  const founder = await Visitor.as(app, life, 'greekFounder');
  const blank = await founder.get(edit);
  expect(blank.html).toContain('<details><summary>Πού εντάσσεται το έργο');

  const without = { ...written(), ...STATED, [`${LABS}.actionPlan`]: ' ' };
  const refused = await founder.submit(blank, edit, { ...without, intent: 'submit' });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('href="#field-embedding-skillsLabs-actionPlan"');
  expect(refused.html).toContain('<details open><summary>Πού εντάσσεται το έργο');

  const page = await founder.submit(refused, edit, { ...written(), ...STATED, intent: 'submit' });
  expect(page.url).toBe(`/projects/${projectId}`);
  expect((await contentOf(projectId)).embedding).toEqual(KEPT);
  for (const name of ['Περιβαλλοντική Εκπαίδευση', 'Λύκειο', 'Σχέδιο Δράσης, σελίδα 3', 'ΚΑ2: ']) {
    expect(page.html).toContain(name);
  }

  const { task_id: taskId } = await actions.task(projectId, 'councilApproval', { nsoId: 'GR' });
  const head = await Visitor.as(app, life, 'athensHead');
  await head.get('/language/en');
  const theCase = (await head.get(`/tasks/${taskId}`)).html;
  for (const name of [
    'Environmental education',
    'KA2: Cooperation between organisations and institutions',
    'Education for Sustainable Development and Sustainable Lifestyles',
    'The statement on dissemination and copyright was not given.',
    'not in upper secondary ones',
  ]) {
    expect(theCase).toContain(name);
  }
  for (const rule of ['R-5.c', 'R-5.d']) expect(theCase).toContain(`<span class="rule">${rule}</span>`);
});

test('R-4 given what was stated, when it is shown again and every choice is taken back, then the project stands on its own', async () => {
  const projectId = await actions.draft({ content: { ...europeanProject(life), embedding: KEPT } });
  const edit = `/projects/${projectId}/edit`;
  const founder = await Visitor.as(app, life, 'greekFounder');

  const page = await founder.get(edit);
  expect(page.html).toContain('<option value="environmental" selected');
  expect(page.html).toMatch(/name="embedding\.unesco\.sustainability:boolean" value="yes" checked/);
  const nothing = Object.fromEntries(Object.keys(STATED).map((name) => [name, name.endsWith(':boolean') ? 'no' : '']));
  const saved = await founder.submit(page, edit, { ...written(), ...nothing, intent: 'save' });

  expect(saved.html).toContain('Αποθηκεύτηκε.');
  expect(await contentOf(projectId)).not.toHaveProperty('embedding');
});

test('R-5.e given a project that an NSO returned, when only its embedding is revised, then the page tells it before and after, and it is a small change', async () => {
  const projectId = await actions.reachNsos();
  await actions.answer('greekEvaluator', projectId, 'nsoApproval', 'GR', RETURN);
  const founder = await Visitor.as(app, life, 'greekFounder');
  await founder.get('/language/en');
  const revise = `/projects/${projectId}/revise`;

  const compared = await founder.submit(await founder.get(revise), revise, {
    ...written(),
    ...STATED,
    intent: 'compare',
  });

  const changes = compared.html.split('aria-labelledby="changes-title"')[1]?.split('</section>')[0] ?? '';
  expect(changes).toContain('Where the project is embedded');
  expect(changes).toContain('School Activities programme: Environmental education');
  expect(changes).toContain('an approval that was given stays');
});

test.each([
  ['a text where boxes are', { embedding: 'all' }],
  ['a box where a text is', { [`${LABS}.actionPlan:boolean`]: 'yes' }],
  ['a text of many parts', { [`${LABS}.actionPlan.x`]: 'yes' }],
  ['a kind of school that is none', { [`${LABS}.schoolKind`]: 'castle' }],
])('given a form with %s, when it is saved, then it is answered by a page', async (_what, fields) => {
  const projectId = await actions.draft();
  const edit = `/projects/${projectId}/edit`;
  const founder = await Visitor.as(app, life, 'greekFounder');

  const answer = await founder.submit(await founder.get(edit), edit, { ...written(), ...fields, intent: 'save' });

  expect([200, 422]).toContain(answer.status);
});
