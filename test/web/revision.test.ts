// A project that came back: decided, revised and resubmitted on the pages.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { type Actions, actionsOf } from '../support/actions.js';
import { RETURN } from '../support/contents.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { europeanProject } from '../support/programme.js';
import { appWithPages, Visitor } from './support/visitor.js';

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

  const { founders, partners: _partners, pupils: _pupils, ...texts } = europeanProject(life);
  const written = {
    ...texts,
    ...Object.fromEntries(founders.map(({ roleText }, index) => [`founders.${index}.roleText`, roleText])),
  };

  const unchanged = await founder.submit(form, `/projects/${projectId}/revise`, written);
  expect(unchanged.status).toBe(409);
  expect(unchanged.html).toContain('Nothing in the project has changed');

  const empty = await founder.submit(unchanged, `/projects/${projectId}/revise`, { ...written, goals: '' });
  expect(empty.status).toBe(422);

  const sent = await founder.submit(empty, `/projects/${projectId}/revise`, {
    ...written,
    shortDescription: 'One diary each.',
  });
  expect(sent).toMatchObject({ status: 200, url: expect.stringContaining(`/projects/${projectId}`) });
  expect(sent.html).toContain('revised and resubmitted the project');
  expect(await actions.tasks(projectId)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'nsoApproval', nso_id: 'GR', status: 'open' }),
      expect.objectContaining({ kind: 'nsoApproval', nso_id: 'FR', status: 'open' }),
    ]),
  );
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
