import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Journey, startJourney, until } from './support/journey.js';
import { expectMails, expectSettled, expectSound } from './support/soundness.js';
import { APPROVAL, COUNCIL_APPROVAL, submit, task } from './support/steps.js';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
}, 60_000);
afterAll(() => journey?.close(), 60_000);

test('given worker, api and Temporal killed after a decision was committed, when another evaluator decides otherwise, then the first decision stands and the second hears of it', async () => {
  const projectId = await submit(journey);
  const council = await task(journey, projectId, 'councilApproval', 'GR');
  await journey.send('athensHead', 'POST', `/api/tasks/${council.task_id}/decide`, COUNCIL_APPROVAL);
  const greek = await task(journey, projectId, 'nsoApproval', 'GR');
  await journey.killWorkerAfter(' decide approve');
  const url = `/api/tasks/${greek.task_id}/decide`;
  const first = journey.send('greekEvaluator', 'POST', url, APPROVAL, 'the first decision');

  await until('the worker died after the decision was committed', journey.hasKilled);
  journey.system.kill('temporal', 'SIGKILL');
  journey.system.kill('api', 'SIGKILL');
  const rejection = { outcome: 'reject', reason: 'The goals are not clear.' };
  const second = await journey.send('otherGreekEvaluator', 'POST', url, rejection, 'the second decision');

  expect(await first).toMatchObject({ status: 200, body: { kind: 'applied', outcome: 'approve' } });
  expect(second).toMatchObject({ status: 409, body: { code: 'alreadyDecided', values: { outcome: 'approve' } } });
  const decision = await journey.owner
    .selectFrom('decisions')
    .selectAll()
    .where('task_id', '=', greek.task_id)
    .execute();
  expect(decision).toMatchObject([{ outcome: 'approve', decided_by: journey.people.greekEvaluator.actor.userId }]);
  expect(second.body.values.at).toBe(decision[0]?.decided_at.toISOString());

  const command = await journey.send('greekEvaluator', 'GET', `/api/commands/${decision[0]?.decision_id}`);
  expect(command.body).toMatchObject({ kind: 'decide', answer: { kind: 'applied', outcome: 'approve' } });
  await expectSettled(journey);
  await expectSound(journey, projectId);
  await expectMails(journey);
}, 120_000);
