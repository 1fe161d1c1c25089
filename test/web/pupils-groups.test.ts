// The groups of pupils: written on the draft's page, shown to whoever decides, compared when they are revised.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { readProject } from '../../usecases/read-project.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { RETURN } from '../support/contents.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { writtenProject } from './support/project-form.js';
import { appWithPages, type Page, Visitor } from './support/visitor.js';

let life: Lifecycle;
let actions: Actions;
let app: FastifyInstance;
beforeAll(async () => {
  life = await openLifecycle('web-pupils-groups');
  actions = actionsOf(life);
  await life.startWorker();
  app = await appWithPages(life);
});
afterAll(async () => {
  await app?.close();
  await life?.close();
});

/** The row of the school in the page's form. */
function rowOf({ html }: Page, schoolId: string): string {
  const [, row = ''] = new RegExp(`name="(pupilsGroups\\.\\d+)\\.schoolId" value="${schoolId}"`).exec(html) ?? [];
  return row;
}

const groupOf = (row: string, changes: Record<string, string> = {}) => ({
  [`${row}.kind`]: 'severalSections',
  [`${row}.size:number`]: '14',
  [`${row}.setting`]: 'outsideTimetable',
  [`${row}.formedBeforeTopic:boolean`]: 'no',
  ...changes,
});

test('R-1.3.b, R-1.4.0, R-2.b, R-2.d given a draft with a group outside the timetable, when it is submitted, then the consents are asked for at its place, and who decides sees the group', async () => {
  const { athens, lyon } = life.schools;
  const projectId = await actions.draft();
  const edit = `/projects/${projectId}/edit`;
  const founder = await Visitor.as(app, life, 'greekFounder');
  const blank = await founder.get(edit);
  expect(blank.html).toContain('<details><summary>Ομάδες μαθητών/τριών');
  expect(rowOf(blank, athens)).not.toBe('');

  const row = rowOf(blank, lyon);
  const form = { ...writtenProject(life), ...groupOf(row) };
  const refused = await founder.submit(blank, edit, { ...form, intent: 'submit' });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain(`href="#field-${row.replace('.', '-')}-consentsAttested"`);
  expect(refused.html).toContain('<details open><summary>Ομάδες μαθητών/τριών');

  const consents = { [`${row}.consentsAttested:boolean`]: 'yes' };
  const page = await founder.submit(refused, edit, { ...form, ...consents, intent: 'submit' });
  expect(page.url).toBe(`/projects/${projectId}`);
  expect((await readProject(life.deps, life.people.greekFounder.actor, projectId)).content.pupilsGroups).toEqual([
    {
      schoolId: lyon,
      kind: 'severalSections',
      size: 14,
      setting: 'outsideTimetable',
      formedBeforeTopic: false,
      consentsAttested: true,
    },
  ]);

  const { task_id: taskId } = await actions.task(projectId, 'councilApproval', { nsoId: 'GR' });
  const head = await Visitor.as(app, life, 'athensHead');
  await head.get('/language/en');
  const theCase = (await head.get(`/tasks/${taskId}`)).html;
  for (const text of ['14 pupils', 'Secondary: outside the timetable', 'attests that the parents', 'R-1.4.0']) {
    expect(theCase).toContain(text);
  }
});

test('R-1.3.b given a school that left the team, when its group stays, then it is told at the group, which can be taken back', async () => {
  const { rome } = life.schools;
  const projectId = await actions.draft();
  const edit = `/projects/${projectId}/edit`;
  const founder = await Visitor.as(app, life, 'greekFounder');
  const partner = {
    'partners.0.member': `${life.people.italianTeacher.teacherId}/${rome}`,
    'partners.0.roleText': 'Sings.',
  };
  const joined = await founder.submit(await founder.get(edit), edit, {
    ...writtenProject(life),
    ...partner,
    intent: 'save',
  });
  const row = rowOf(joined, rome);
  const group = groupOf(row, { [`${row}.setting`]: 'allDay', [`${row}.consentsAttested:boolean`]: 'yes' });

  const refused = await founder.submit(joined, edit, { ...writtenProject(life), ...group, intent: 'submit' });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain(`href="#field-${row.replace('.', '-')}-kind"`);

  const nothing = Object.fromEntries(Object.keys(group).map((name) => [name, name.endsWith(':boolean') ? 'no' : '']));
  const page = await founder.submit(refused, edit, { ...writtenProject(life), ...nothing, intent: 'submit' });
  expect(page.url).toBe(`/projects/${projectId}`);
  const { content } = await readProject(life.deps, life.people.greekFounder.actor, projectId);
  expect(content).not.toHaveProperty('pupilsGroups');
});

test('R-2.a given a project that an NSO returned, when only a group is revised, then the page tells it before and after, and it is a small change', async () => {
  const projectId = await actions.reachNsos();
  await actions.answer('greekEvaluator', projectId, 'nsoApproval', 'GR', RETURN);
  const founder = await Visitor.as(app, life, 'greekFounder');
  await founder.get('/language/en');
  const revise = `/projects/${projectId}/revise`;
  const form = await founder.get(revise);
  const row = rowOf(form, life.schools.athens);
  const group = groupOf(row, { [`${row}.setting`]: 'specialistSubjects' });

  const compared = await founder.submit(form, revise, { ...writtenProject(life), ...group, intent: 'compare' });

  const changes = compared.html.split('aria-labelledby="changes-title"')[1]?.split('</section>')[0] ?? '';
  expect(changes).toContain('Groups of pupils');
  expect(changes).toContain('Primary, morning timetable: in specialist subjects');
  expect(changes).toContain('School of athens');
  expect(changes).toContain('an approval that was given stays');
});

test.each([
  ['a text where the rows are', { pupilsGroups: 'all' }],
  ['a row that is none', { 'pupilsGroups.0': 'all' }],
  ['a size that is not finite', { 'pupilsGroups.0.size:number': '1e999' }],
  ['a setting of many parts', { 'pupilsGroups.0.setting.x': 'allDay' }],
])('given a form with %s, when it is saved, then it is answered by a page', async (_what, fields) => {
  const projectId = await actions.draft();
  const edit = `/projects/${projectId}/edit`;
  const founder = await Visitor.as(app, life, 'greekFounder');

  const answer = await founder.submit(await founder.get(edit), edit, {
    ...writtenProject(life),
    ...fields,
    intent: 'save',
  });

  expect([303, 200, 422]).toContain(answer.status);
});
