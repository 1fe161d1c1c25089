// The answer of a step is lost on its way from the records to the workflow, or never asked for: nothing is lost, nothing
// doubled. Processes are killed in test/journeys; here the loss is exact.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Activities } from '../../activities/create-activities.js';
import type { Command, ProjectState, Step } from '../../domain/step.js';
import { verifyChain } from '../../records/journal.js';
import { projectWorkflowId } from '../../temporal/names.js';
import { reconcileOnce } from '../../usecases/reconciler.js';
import { CANNOT_HOLD, REFUSED, type UpdateAnswer } from '../../workflows/messages.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { APPROVE, REJECT } from '../support/contents.js';
import { type Lifecycle, openLifecycle, type RunningWorker } from '../support/lifecycle.js';
import { plannedMails } from '../support/mails.js';
import { problemOf } from '../support/problem-of.js';
import { receive } from '../support/receipts.js';
import { until } from '../support/until.js';

let life: Lifecycle;
let actions: Actions;
let worker: RunningWorker;
let projectId: string;
let greek: string;
let french: string;
/** Which step's answer is lost next, and what happens between its commit and its retry. */
let losing: { matches: (step: Step) => boolean; meanwhile: () => Promise<unknown> } | null = null;
const lost: string[] = [];

beforeAll(async () => {
  life = await openLifecycle('lost_answers');
  actions = actionsOf(life);
  worker = await life.startWorker({ activities: forgetful });
});
afterEach(async () => {
  losing = null;
  expect(await verifyChain(life.owner, projectId)).toMatchObject({ intact: true });
});
afterAll(() => life.close());

/** Commits, and then throws once instead of answering. */
function forgetful(real: Activities): Activities {
  return {
    ...real,
    async recordProjectStep(step) {
      const recorded = await real.recordProjectStep(step);
      if (!losing?.matches(step)) return recorded;
      const { meanwhile } = losing;
      losing = null;
      lost.push(step.subjectId);
      await meanwhile();
      throw new Error('the answer is lost');
    },
  };
}

async function atTheNsos(): Promise<void> {
  projectId = await actions.reachNsos();
  const taskOf = async (nsoId: string) => (await actions.task(projectId, 'nsoApproval', { nsoId })).task_id;
  [greek, french] = [await taskOf('GR'), await taskOf('FR')];
}

const isDecision = (step: Step) => step.cause.kind === 'command' && step.cause.command.kind === 'decide';
const decisionsOn = (taskId: string) =>
  life.owner.selectFrom('decisions').select(['decision_id', 'outcome']).where('task_id', '=', taskId).execute();
const takenIn = (taskId: string) =>
  life.owner.selectFrom('intake').selectAll().where('task_id', '=', taskId).orderBy('received_at').execute();

describe('given a decision that was committed and whose answer is lost', () => {
  test('when the step is tried again, then its person hears the first answer, and nothing is written twice', async () => {
    await atTheNsos();
    losing = { matches: isDecision, meanwhile: async () => undefined };

    const answer = await actions.decide('greekEvaluator', greek, APPROVE);

    expect(lost).toContain(projectId);
    expect(answer).toMatchObject({ kind: 'applied', outcome: 'approve', status: 'nsos' });
    expect(await decisionsOn(greek)).toEqual([{ decision_id: answer.commandId, outcome: 'approve' }]);
    const mails = await plannedMails(life, projectId);
    expect(mails.filter((mail) => mail === 'nsoApproved → greekFounder')).toHaveLength(1);
  });

  test('when another evaluator decides otherwise meanwhile, then the first one holds and the second hears of it', async () => {
    await atTheNsos();
    let second: Promise<unknown> = Promise.resolve();
    losing = {
      matches: isDecision,
      async meanwhile() {
        second = problemOf(actions.decide('otherGreekEvaluator', greek, REJECT));
        await until('the second is taken in', async () => (await takenIn(greek)).length === 2);
      },
    };

    const first = await actions.decide('greekEvaluator', greek, APPROVE);

    expect(first).toMatchObject({ kind: 'applied', outcome: 'approve' });
    expect(await second).toMatchObject({
      code: 'alreadyDecided',
      values: { outcome: 'approve', at: first.receivedAt },
    });
    expect(await decisionsOn(greek)).toHaveLength(1);
  });

  test('when the other NSO rejects meanwhile, then both decisions hold, each with its own answer', async () => {
    await atTheNsos();
    let second: Promise<unknown> = Promise.resolve();
    losing = {
      matches: isDecision,
      async meanwhile() {
        second = actions.decide('frenchEvaluator', french, REJECT);
        await until('the second is taken in', async () => (await takenIn(french)).length === 1);
      },
    };

    expect(await actions.decide('greekEvaluator', greek, APPROVE)).toMatchObject({ outcome: 'approve' });
    expect(await second).toMatchObject({ outcome: 'reject', status: 'rejected' });
  });
});

describe('given that no worker runs', () => {
  test('when one comes back, then the reconciler settles what was taken in, under the ids that it had', async () => {
    await atTheNsos();
    await worker.stop();
    const sent = Promise.all([
      actions.decide('greekEvaluator', greek, APPROVE, 'while away g'),
      actions.decide('frenchEvaluator', french, APPROVE, 'while away f'),
    ]);
    await until('both are taken in', async () => (await takenIn(greek)).length + (await takenIn(french)).length === 2);
    const ids = [...(await takenIn(greek)), ...(await takenIn(french))].map((row) => row.command_id);
    worker = await life.startWorker({ activities: forgetful });

    await reconcileOnce(life.deps, 0);

    const rows = [...(await takenIn(greek)), ...(await takenIn(french))];
    expect(rows.map((row) => row.command_id)).toEqual(ids);
    expect(rows.map((row) => row.settlement)).toEqual(Array(2).fill(expect.objectContaining({ kind: 'applied' })));
    expect((await decisionsOn(greek)).concat(await decisionsOn(french)).map((row) => row.decision_id)).toEqual(ids);
    const again = await actions.decide('greekEvaluator', greek, APPROVE, 'while away g');
    expect(again).toMatchObject({ kind: 'applied', commandId: ids[0], status: 'active' });
    expect((await sent).map((answer) => answer.commandId)).toEqual(ids);
  });
});

describe('given a command that was committed by a process that died before it sent it', () => {
  test('when the reconciler looks, then it is sent and answered, once', async () => {
    await atTheNsos();
    const commandId = await takeInOnly(greek, 'approve');

    // A command of this very millisecond is not late yet.
    await until('the command is decided', async () => {
      await reconcileOnce(life.deps, 0);
      return (await decisionsOn(greek)).length > 0;
    });

    expect(await decisionsOn(greek)).toEqual([{ decision_id: commandId, outcome: 'approve' }]);
    expect(await takenIn(greek)).toMatchObject([{ settlement: { kind: 'applied', outcome: 'approve' } }]);
    expect(await reconcileOnce(life.deps, 0)).toBe(0);
  });
});

describe('given somebody who reaches Temporal past the api', () => {
  test('when an Update says what no intake row says, then it is refused and nothing changes', async () => {
    await atTheNsos();
    const command = { commandId: '01a20d00-0000-7000-8000-000000000000', receivedAt: new Date().toISOString() };

    await expectMismatch({ ...command, kind: 'decide', taskId: greek, outcome: 'approve' });

    expect(await decisionsOn(greek)).toEqual([]);
  });

  test.each([['no id at all'], [''], ['01A20D00-0000-7000-8000-000000000000'], [null]])(
    'when an Update has %j for the id of its command, then it is turned away at once, and the next decision goes through',
    async (commandId) => {
      await atTheNsos();
      const forged = { commandId, kind: 'decide', taskId: greek, outcome: 'approve', receivedAt: '' };
      const failure = await handle()
        .executeUpdate('decide', { args: [forged] })
        .catch((error: { cause?: unknown }) => error.cause);
      expect(failure).toMatchObject({ type: CANNOT_HOLD });

      expect(await actions.decide('greekEvaluator', greek, APPROVE)).toMatchObject({ kind: 'applied' });
    },
  );

  test('when an Update has even taken the id under which the true one is sent, then the true one succeeds', async () => {
    await atTheNsos();
    const commandId = await takeInOnly(greek, 'approve');
    const receivedAt = (await takenIn(greek))[0]?.received_at.toISOString() ?? '';
    await expectMismatch({ commandId, kind: 'decide', taskId: greek, outcome: 'reject', receivedAt });

    await reconcileOnce(life.deps, 0);

    expect(await decisionsOn(greek)).toEqual([{ decision_id: commandId, outcome: 'approve' }]);
    expect(await takenIn(greek)).toMatchObject([{ settlement: { kind: 'applied', outcome: 'approve' } }]);
  });

  test('when an Update carries the id of a true command with another outcome, then it is refused, and the true one succeeds', async () => {
    await atTheNsos();
    const commandId = await takeInOnly(greek, 'approve');
    const [row] = await takenIn(greek);
    const receivedAt = row?.received_at.toISOString() ?? '';

    await expectMismatch({ commandId, kind: 'decide', taskId: greek, outcome: 'reject', receivedAt }, 'forged');
    await expectMismatch({ commandId, kind: 'decide', taskId: french, outcome: 'approve', receivedAt }, 'forged too');
    expect(await decisionsOn(greek)).toEqual([]);

    await reconcileOnce(life.deps, 0);
    expect(await decisionsOn(greek)).toEqual([{ decision_id: commandId, outcome: 'approve' }]);
    const state = await handle().query<ProjectState, []>('state');
    expect(state.tasks).toMatchObject({ [greek]: 'decided', [french]: 'open' });
  });
});

const handle = () => life.deps.temporal.workflow.getHandle(projectWorkflowId(projectId));

async function expectMismatch(command: Command, updateId: string = command.commandId): Promise<void> {
  const forged = handle().executeUpdate<UpdateAnswer, [Command]>('decide', { args: [command], updateId });
  const failure = await forged.then(
    () => null,
    (error: { cause?: unknown }) => error.cause,
  );
  expect(failure).toMatchObject({ type: REFUSED, details: [{ kind: 'refused', code: 'intakeMismatch' }] });
}

/** What a process leaves behind that dies right after it has taken a command in. @returns the command's id */
async function takeInOnly(taskId: string, outcome: 'approve' | 'reject'): Promise<string> {
  const wanted = { kind: 'decide', subject: 'project', projectId, taskId, outcome, content: { outcome } } as const;
  const { command } = await receive(life, life.people.greekEvaluator.actor, wanted);
  return command.commandId;
}
