import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { claim } from '../../../records/claims.js';
import { type Lifecycle, openLifecycle } from '../../support/lifecycle.js';
import { type Steps, stepsOf } from '../../support/step-by-step.js';
import { until } from '../../support/until.js';

let life: Lifecycle;
let steps: Steps;
beforeAll(async () => {
  life = await openLifecycle('one_cause');
  steps = stepsOf(life);
});
afterAll(() => life?.close());

const everythingOf = async (projectId: string) => {
  const { owner } = life;
  const of = (table: 'journal' | 'outbox' | 'tasks' | 'steps' | 'decisions') =>
    owner.selectFrom(table).selectAll().where('project_id', '=', projectId).execute();
  return Promise.all([of('journal'), of('outbox'), of('tasks'), of('steps'), of('decisions')]);
};

describe('given a cause that was decided', () => {
  test('when it comes again, then it hears the stored answer and nothing more is written', async () => {
    const { projectId } = await steps.submit();
    const taskId = await steps.openTask(projectId, 'councilApproval', 'GR');
    const { command } = await steps.receiveDecision('athensHead', projectId, taskId, 'approve');
    const first = await steps.projectStep(projectId, command);
    const before = await everythingOf(projectId);

    const again = await steps.projectStep(projectId, command);

    expect(first).toMatchObject({ answer: { kind: 'applied', outcome: 'approve' }, state: { status: 'nsos' } });
    expect(again).toEqual(first);
    expect(await everythingOf(projectId)).toEqual(before);
  });

  test('when it comes again after other steps, then its answer is the same and the state is the present one', async () => {
    const { projectId, command } = await steps.submit();
    await steps.approve('athensHead', projectId, 'councilApproval', 'GR');

    const again = await steps.projectStep(projectId, command);

    expect(again).toMatchObject({
      answer: { kind: 'applied', outcome: 'submitted' },
      state: { status: 'nsos', seq: 2 },
    });
  });
});

test('given one cause, when eight transactions decide it at once, then there is one step and eight times its answer', async () => {
  const { projectId } = await steps.submit();
  const taskId = await steps.openTask(projectId, 'councilApproval', 'GR');
  const { command } = await steps.receiveDecision('athensHead', projectId, taskId, 'reject');

  const recorded = await Promise.all(Array.from({ length: 8 }, () => steps.projectStep(projectId, command)));

  for (const { answer } of recorded) expect(answer).toEqual(recorded[0]?.answer);
  expect(recorded[0]?.answer).toMatchObject({ kind: 'applied', outcome: 'reject' });
  const [journal, , , stored, decisions] = await everythingOf(projectId);
  expect([journal.length, stored.length, decisions.length]).toEqual([2, 2, 1]);
});

test('R-1.4.f given two causes that decide one task, when both are decided at once, then one is applied and the other hears of it', async () => {
  const { projectId } = await steps.submit();
  await steps.approve('athensHead', projectId, 'councilApproval', 'GR');
  const taskId = await steps.openTask(projectId, 'nsoApproval', 'GR');
  const approval = await steps.receiveDecision('greekEvaluator', projectId, taskId, 'approve');
  const rejection = await steps.receiveDecision('otherGreekEvaluator', projectId, taskId, 'reject');

  const answers = await Promise.all(
    [rejection, approval].map(async ({ command }) => ({ command, ...(await steps.projectStep(projectId, command)) })),
  );

  const winner = answers.find(({ answer }) => answer.kind === 'applied');
  const loser = answers.find(({ answer }) => answer.kind !== 'applied');
  expect(loser?.answer).toEqual({
    kind: 'already',
    outcome: winner?.command.outcome,
    at: winner?.command.receivedAt,
    values: {},
  });
});

describe('given a command that is not what was taken in', () => {
  test('when it is to be decided, then it is refused, nothing is stored, and the true one is applied afterwards', async () => {
    const { projectId } = await steps.submit();
    const taskId = await steps.openTask(projectId, 'councilApproval', 'GR');
    const { command } = await steps.receiveDecision('athensHead', projectId, taskId, 'approve');
    const before = await everythingOf(projectId);
    const forged = [
      { ...command, outcome: 'reject' as const },
      { ...command, receivedAt: '2022-01-01T00:00:00.000Z' },
      { ...command, kind: 'withdraw' as const },
      { ...command, taskId: uuidv7() },
      { ...command, commandId: uuidv7() },
    ];

    for (const each of forged) {
      const { answer } = await steps.projectStep(projectId, each);
      expect(answer).toEqual({ kind: 'refused', code: 'intakeMismatch', rule: null, values: {} });
    }
    expect(await everythingOf(projectId)).toEqual(before);
    expect((await steps.projectStep(projectId, command)).answer).toMatchObject({ kind: 'applied', outcome: 'approve' });
  });
});

test('R-1.4.f given a task that another claims while it is being decided, when the step comes to write, then it fails, and its next attempt says who holds it', async () => {
  const { projectId } = await steps.submit();
  await steps.approve('athensHead', projectId, 'councilApproval', 'GR');
  const taskId = await steps.openTask(projectId, 'nsoApproval', 'GR');
  const { command } = await steps.receiveDecision('greekEvaluator', projectId, taskId, 'approve');
  const holder = life.people.otherGreekEvaluator.actor.userId;

  const deciding = await life.owner.transaction().execute(async (claiming) => {
    await claim(claiming, taskId, holder);
    const attempt = steps.projectStep(projectId, command).catch((error: Error) => error.message);
    await until('the step waits for the claim', async () => {
      const waiting = life.owner
        .selectFrom('pg_locks' as never)
        .select('granted' as never)
        .where('granted' as never, '=', false as never);
      return (await waiting.execute()).length > 0;
    });
    return { attempt };
  });

  expect(await deciding.attempt).toContain('was claimed while it was being decided');
  const { answer } = await steps.projectStep(projectId, command);
  expect(answer).toMatchObject({ kind: 'refused', code: 'taskClaimedByAnother', values: { assigneeId: holder } });
});

test('R-3.1.2 given five applications of one teacher, when their steps are decided at once, then four have a slot each and one is refused', async () => {
  const projects = [];
  for (let count = 0; count < 5; count += 1) projects.push(await steps.complete());
  const submitted = await Promise.all(
    projects.map(async (projectId) => ({ projectId, ...(await steps.apply(projectId)) })),
  );

  // Two that take the same slot collide; a workflow tries again with the same cause, and so does this test.
  const received = await Promise.all(
    submitted.map(({ projectId, applicationId, command }) =>
      until('the application is received', () => steps.labelStep(projectId, applicationId, command).catch(() => null)),
    ),
  );

  const outcomes = received.map(({ answer }) => (answer.kind === 'applied' ? answer.outcome : `${answer.kind}`));
  expect(outcomes.sort()).toEqual(['received', 'received', 'received', 'received', 'refused']);
  const slots = await life.owner.selectFrom('label_slots').select('slot').orderBy('slot').execute();
  expect(slots.map(({ slot }) => slot)).toEqual([1, 2, 3, 4]);
});
