// A task is decided once, by one person, whoever else tries and however often it is sent.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { claimTask } from '../../usecases/claim-task.js';
import { decideTask } from '../../usecases/decide-task.js';
import type { Problem } from '../../usecases/problem.js';
import { releaseTask } from '../../usecases/release-task.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { APPROVE, REJECT } from '../support/contents.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { moreEvaluators } from '../support/more-evaluators.js';
import { problemOf } from '../support/problem-of.js';
import { until } from '../support/until.js';

let life: Lifecycle;
let actions: Actions;
let projectId: string;
let greek: string;
let french: string;
beforeAll(async () => {
  life = await openLifecycle('decisions');
  actions = actionsOf(life);
  await life.startWorker();
});
afterAll(() => life.close());

/** A project at its NSOs. */
async function atTheNsos(): Promise<void> {
  projectId = await actions.reachNsos();
  const taskOf = async (nsoId: string) => (await actions.task(projectId, 'nsoApproval', { nsoId })).task_id;
  [greek, french] = [await taskOf('GR'), await taskOf('FR')];
}

const decisionsOn = (taskId: string) =>
  life.owner.selectFrom('decisions').selectAll().where('task_id', '=', taskId).execute();

describe('given a task that was decided', () => {
  test('a second decision hears the first one, its outcome and its time, and changes nothing', async () => {
    await atTheNsos();
    const first = await actions.decide('greekEvaluator', greek, APPROVE);

    const second = await problemOf(actions.decide('otherGreekEvaluator', greek, REJECT));

    expect(second).toMatchObject({ code: 'alreadyDecided', values: { outcome: 'approve', at: first.receivedAt } });
    expect(await decisionsOn(greek)).toHaveLength(1);
  });

  test('a second decision hears the same after the workflow has ended', async () => {
    await atTheNsos();
    const first = await actions.decide('frenchEvaluator', french, REJECT);
    const { workflow } = life.deps.temporal;
    await workflow.getHandle(`project/${projectId}`).result();

    const second = await problemOf(actions.decide('frenchTeacherEvaluator', french, APPROVE));

    expect(second).toMatchObject({ code: 'alreadyDecided', values: { outcome: 'reject', at: first.receivedAt } });
    expect(await problemOf(actions.decide('frenchEvaluator', french, APPROVE))).toEqual(second);
  });

  test('nothing is left unsettled', async () => {
    await until('every command is settled', async () => (await takenIn()).every((row) => row.settled_at !== null));
  });
});

const takenIn = () => life.owner.selectFrom('intake').select(['command_id', 'settled_at']).execute();

describe('given a task that an evaluator has claimed', () => {
  test('another can neither claim nor decide it, and can once it was given back', async () => {
    await atTheNsos();
    await claimTask(life.deps, life.people.greekEvaluator.actor, greek);
    const other = life.people.otherGreekEvaluator.actor;

    expect(await problemOf(claimTask(life.deps, other, greek))).toMatchObject({
      code: 'claimedByAnother',
      values: { assigneeName: 'greekEvaluator' },
    });
    expect(await problemOf(actions.decide('otherGreekEvaluator', greek, REJECT))).toMatchObject({
      code: 'taskClaimedByAnother',
    });
    expect(await decisionsOn(greek)).toEqual([]);

    await releaseTask(life.deps, life.people.greekEvaluator.actor, greek);
    expect(await actions.decide('otherGreekEvaluator', greek, APPROVE)).toMatchObject({ kind: 'applied' });
    const assigned = await life.owner
      .selectFrom('task_assignments')
      .select('assignee_id')
      .where('task_id', '=', greek)
      .execute();
    expect(assigned).toEqual([{ assignee_id: other.userId }]);
  });
});

describe('given an idempotency key', () => {
  test('the same request again, and several at once, get one and the same answer', async () => {
    await atTheNsos();
    const send = () => actions.decide('greekEvaluator', greek, APPROVE, 'one key');

    const together = await Promise.all([send(), send(), send()]);
    const later = await send();

    expect(new Set([...together, later].map((answer) => answer.commandId)).size).toBe(1);
    expect(together.concat(later)).toEqual(
      Array(4).fill(expect.objectContaining({ kind: 'applied', outcome: 'approve' })),
    );
    expect(await decisionsOn(greek)).toHaveLength(1);
  });

  test('another body, or the same for another task, is turned away', async () => {
    const before = (await takenIn()).length;
    expect(await problemOf(actions.decide('greekEvaluator', greek, REJECT, 'one key'))).toMatchObject({
      code: 'idempotencyKeyReused',
    });
    const council = (await actions.task(projectId, 'councilApproval')).task_id;
    expect(await problemOf(actions.decide('greekEvaluator', council, APPROVE, 'one key'))).toMatchObject({
      code: 'idempotencyKeyReused',
    });
    expect(await takenIn()).toHaveLength(before);
  });

  test('a key that another person used is free', async () => {
    expect(await actions.decide('frenchEvaluator', french, APPROVE, 'one key')).toMatchObject({ status: 'active' });
  });
});

describe('given eight evaluators of one NSO who decide at once', () => {
  test('exactly one wins, and the seven others hear who was first', async () => {
    await atTheNsos();
    const evaluators = await moreEvaluators(life.owner, 'FR', 8);

    const outcomes = await Promise.allSettled(
      evaluators.map((actor, index) =>
        decideTask(life.deps, actor, `${index}`, french, index % 2 === 0 ? APPROVE : REJECT),
      ),
    );

    const won = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const lost = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as Problem] : []));
    expect(won).toHaveLength(1);
    const [first] = won;
    expect(lost.map((problem) => [problem.code, problem.values.outcome, problem.values.at])).toEqual(
      Array(7).fill(['alreadyDecided', first?.kind === 'applied' && first.outcome, first?.receivedAt]),
    );
    const [decision, ...more] = await decisionsOn(french);
    expect(more).toEqual([]);
    expect(decision).toMatchObject({
      decision_id: first?.commandId,
      outcome: first?.kind === 'applied' && first.outcome,
    });
  });
});
