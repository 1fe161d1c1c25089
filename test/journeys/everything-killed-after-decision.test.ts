import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { APPROVE, COUNCIL_APPROVES, REJECT } from '../support/contents.js';
import { expectMails } from './support/expect-mails.js';
import { type Journey, startJourney } from './support/journey.js';
import { expectKept, expectSettled, expectSound } from './support/soundness.js';
import { decide, submit, taskId } from './support/steps.js';
import { until } from './support/until.js';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
}, 60_000);
afterAll(() => journey?.close(), 60_000);

test('given worker, api and Temporal killed after a decision was committed, when another evaluator decides otherwise, then the first decision stands and the second hears of it', async () => {
  const projectId = await submit(journey);
  await decide(journey, 'athensHead', await taskId(journey, projectId, 'councilApproval', 'GR'), COUNCIL_APPROVES);
  const greek = await taskId(journey, projectId, 'nsoApproval', 'GR');
  const url = `/api/tasks/${greek}/decide`;
  const decisionOf = () =>
    journey.owner.selectFrom('decisions').selectAll().where('task_id', '=', greek).executeTakeFirstOrThrow();

  const armed = await journey.arm('stepCommitted', 'kill', 'decide approve');
  const answer = journey.ask('greekEvaluator', 'POST', url, APPROVE, 'the first decision');
  await until('the worker died after the decision was committed', armed.isReached);
  const committed = await decisionOf();
  await Promise.all([journey.system.kill('temporal', 'SIGKILL'), journey.system.kill('api', 'SIGKILL')]);
  expect(await answer).toBeNull();
  const second = await journey.send('otherGreekEvaluator', 'POST', url, REJECT);
  const first = await journey.send('greekEvaluator', 'POST', url, APPROVE, 'the first decision');

  const { commandId } = first.body;
  expect(first).toMatchObject({ status: 200, body: { kind: 'applied', outcome: 'approve' } });
  expect(second).toMatchObject({
    status: 409,
    body: { code: 'alreadyDecided', values: { outcome: 'approve', at: committed.decided_at.toISOString() } },
  });
  expect(await decisionOf()).toEqual(committed);
  expect(committed).toMatchObject({
    decision_id: commandId,
    outcome: 'approve',
    decided_by: journey.people.greekEvaluator.actor.userId,
  });

  await expectSettled(journey);
  const command = await journey.send('greekEvaluator', 'GET', `/api/commands/${commandId}`);
  expect(command).toMatchObject({
    status: 200,
    body: { kind: 'decide', settledAt: expect.any(String), answer: { kind: 'applied', outcome: 'approve' } },
  });
  await expectSound(journey, projectId);
  await expectKept(journey);
  await expectMails(journey);
}, 120_000);
