// A project that came back: decided, revised and resubmitted on the pages.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { type Actions, actionsOf } from '../support/actions.js';
import { RETURN } from '../support/contents.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { writtenTexts } from './support/project-form.js';
import { appWithPages, type Page, Visitor } from './support/visitor.js';

let life: Lifecycle;
let actions: Actions;
let app: FastifyInstance;
beforeAll(async () => {
  life = await openLifecycle('web-revision');
  actions = actionsOf(life);
  await life.startWorker();
  app = await appWithPages(life);
});
afterAll(async () => {
  await app?.close();
  await life?.close();
});

/** A project that the Greek NSO returned. */
async function returned(): Promise<string> {
  const projectId = await actions.reachNsos();
  await actions.answer('greekEvaluator', projectId, 'nsoApproval', 'GR', RETURN);
  return projectId;
}

/** Names of the parts that the page says would change. */
function shownChanges({ html }: Page): string[] {
  const section = html.split('aria-labelledby="changes-title"')[1]?.split('</section>')[0] ?? '';
  return [...section.matchAll(/<h3>([^<]*)<\/h3>/g)].map(([, name = '']) => name);
}

test('R-1.4.f given an NSO’s task, when an evaluator returns it on its page and a founder revises it, then the NSO is asked again', async () => {
  const projectId = await actions.reachNsos();
  const { task_id: taskId } = await actions.task(projectId, 'nsoApproval', { nsoId: 'GR' });
  const evaluator = await Visitor.as(app, life, 'greekEvaluator');
  await evaluator.get('/language/en');
  const decided = await evaluator.submit(await evaluator.get(`/tasks/${taskId}`), `/tasks/${taskId}/decide`, {
    ...RETURN,
  });
  expect(decided.html).toContain('Returned for changes');

  const founder = await Visitor.as(app, life, 'greekFounder');
  await founder.get('/language/en');
  const project = await founder.get(`/projects/${projectId}`);
  expect(project.html).toContain(`href="/projects/${projectId}/revise"`);
  expect(project.html).toContain('The founders (Revision by the founders)');
  const form = await founder.get(`/projects/${projectId}/revise`);
  expect(form.html).toContain(RETURN.reason);

  const written = writtenTexts(life);
  const revise = `/projects/${projectId}/revise`;
  const unchanged = await founder.submit(form, revise, { ...written, intent: 'resubmit' });
  expect(unchanged.status).toBe(409);
  expect(unchanged.html).toContain('Nothing in the project has changed');

  const empty = await founder.submit(unchanged, revise, { ...written, goals: '', intent: 'resubmit' });
  expect(empty.status).toBe(422);

  const changed = { ...written, shortDescription: 'One diary each.' };
  const compared = await founder.submit(empty, revise, { ...changed, intent: 'compare' });
  expect(compared).toMatchObject({ status: 200, url: revise });
  expect(compared.html).toContain('Only the National Support Organisation that asked for changes decides on it again');
  expect(shownChanges(compared)).toEqual(['Short description']);

  const sent = await founder.submit(compared, revise, { ...changed, intent: 'resubmit' });
  expect(sent).toMatchObject({ status: 200, url: expect.stringContaining(`/projects/${projectId}`) });
  expect(sent.html).toContain('revised and resubmitted the project');
  expect(await actions.tasks(projectId)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'nsoApproval', nso_id: 'GR', status: 'open' }),
      expect.objectContaining({ kind: 'nsoApproval', nso_id: 'FR', status: 'open' }),
    ]),
  );
});

test('R-1.4.f given a returned project, when its founder looks for a partner and adds him on the page, then the page says that every NSO decides again, and he takes part', async () => {
  const projectId = await returned();
  const revise = `/projects/${projectId}/revise`;
  const founder = await Visitor.as(app, life, 'greekFounder');
  await founder.get('/language/en');
  const values = { ...writtenTexts(life), goals: 'Not to be lost.' };

  const found = await founder.submit(await founder.get(revise), revise, {
    ...values,
    search: 'italian',
    intent: 'search',
  });
  const italian = `${life.people.italianTeacher.teacherId}/${life.schools.rome}`;
  expect(found.html).toContain('Not to be lost.');
  expect(found.html).toContain(`<option value="${italian}"`);
  const named = { ...values, 'partners.0.member': italian, 'partners.0.roleText': 'Writes.' };
  const compared = await founder.submit(found, revise, { ...named, intent: 'compare' });
  expect(shownChanges(compared)).toEqual(['Goals', 'Partners']);
  expect(compared.html).toContain('every National Support Organisation decides on it again');
  expect(compared.html).toContain('italianTeacher, School of rome (IT) – Writes.');
  const sent = await founder.submit(compared, revise, { ...named, intent: 'resubmit' });

  expect(sent).toMatchObject({ status: 200, url: `/projects/${projectId}` });
  const members = await life.owner
    .selectFrom('project_members')
    .select(['role', 'teacher_id'])
    .where('project_id', '=', projectId)
    .where('left_at', 'is', null)
    .execute();
  expect(members).toContainEqual({ role: 'partner', teacher_id: life.people.italianTeacher.teacherId });
});

test('R-1.4.f given that the other founder resubmitted meanwhile, when an older form is sent, then what was written is there to be kept, and after another return beside the stored version', async () => {
  const projectId = await returned();
  const revise = `/projects/${projectId}/revise`;
  const founder = await Visitor.as(app, life, 'greekFounder');
  const older = await founder.get(revise);
  const mine = { ...writtenTexts(life), goals: 'Written second.' };
  await actions.resubmit('frenchFounder', projectId, { goals: 'Written first.' });

  const closed = await founder.submit(older, revise, { ...mine, intent: 'resubmit' });
  expect(closed.status).toBe(412);
  expect(closed.html).toContain('Written second.');
  expect(closed.html).not.toContain('<form method="post" action="/projects/');

  await actions.answer('greekEvaluator', projectId, 'nsoApproval', 'GR', RETURN);
  const searched = await founder.submit(older, revise, { ...mine, search: 'italian', intent: 'search' });
  const invalid = await founder.submit(searched, revise, { ...mine, goals: 'x'.repeat(20_001), intent: 'compare' });
  const conflict = await founder.submit(invalid, revise, { ...mine, intent: 'compare' });
  expect([searched.status, invalid.status, conflict.status]).toEqual([200, 422, 412]);
  expect(conflict.html).toContain('Αποθηκευμένη έκδοση 2, από: frenchFounder');
  expect(/id="field-goals-stored">.*?<\/div>/s.exec(conflict.html)?.[0]).toContain('Written first.');

  const sent = await founder.submit(conflict, revise, { ...mine, intent: 'resubmit' });
  expect(sent).toMatchObject({ status: 200, url: `/projects/${projectId}` });
});

test('R-1.4.f given an active project, when an evaluator of a founder’s NSO closes it on its page, then it says closed and the form is gone', async () => {
  const projectId = await actions.activate();
  const evaluator = await Visitor.as(app, life, 'frenchEvaluator');
  await evaluator.get('/language/el');
  const page = await evaluator.get(`/projects/${projectId}`);

  const closed = await evaluator.submit(page, `/projects/${projectId}/close`, { reason: 'The school has closed.' });

  expect(closed.html).toContain('Έκλεισε');
  expect(closed.html).not.toContain(`action="/projects/${projectId}/close"`);
});
