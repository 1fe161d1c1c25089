// Without a cache every workflow task replays the whole history: what a workflow believes must follow from it alone.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ProjectState } from '../../domain/step.js';
import { labelWorkflowId, projectWorkflowId } from '../../temporal/names.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { evaluation } from '../support/contents.js';
import { closeIn } from '../support/deadline.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { publishRules } from '../support/rules.js';

let life: Lifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openLifecycle('no_cache');
  actions = actionsOf(life);
  await life.startWorker({ overrides: { maxCachedWorkflows: 0 } });
});
afterAll(() => life.close());

test('given a worker without a cache, when a project goes the whole way, then it comes to the label as with one', async () => {
  const rules = await publishRules(life.owner);
  const projectId = await actions.complete({ rulebookId: rules.rulebookId });
  await closeIn(life.owner, rules, 2_000);
  const { applicationId } = await actions.apply('greekFounder', projectId);
  await actions.edit('greekFounder', applicationId, 'We did it well.');
  await actions.labelWith(applicationId, 'evaluation');
  await actions.answer('greekEvaluator', projectId, 'labelEvaluation', 'GR', evaluation());

  const { workflow } = life.deps.temporal;
  const label = workflow.getHandle(labelWorkflowId(projectId, life.people.greekFounder.teacherId));
  expect(await label.result()).toBe('awarded');
  const state = await workflow.getHandle(projectWorkflowId(projectId)).query<ProjectState, []>('state');
  expect(state.status).toBe('completed');
  expect(await actions.labelRow(applicationId)).toMatchObject({ status: 'awarded', frozen_version: 2 });
});
