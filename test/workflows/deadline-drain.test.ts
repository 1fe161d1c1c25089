import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LabelContent } from '../../domain/label-content.js';
import { labelWorkflowId } from '../../temporal/names.js';
import { reconcileOnce } from '../../usecases/reconciler.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { application } from '../support/contents.js';
import { closeIn } from '../support/deadline.js';
import { eventsOf, turnsOf } from '../support/histories.js';
import { type Lifecycle, openLifecycle, type RunningWorker } from '../support/lifecycle.js';
import { receive, someoneWaitsForReceipts } from '../support/receipts.js';
import { publishRules } from '../support/rules.js';
import { until, untilInstant } from '../support/until.js';

let life: Lifecycle;
let actions: Actions;
let worker: RunningWorker;
beforeAll(async () => {
  life = await openLifecycle('deadline_drain');
  actions = actionsOf(life);
  worker = await life.startWorker();
});
afterAll(() => life?.close());

/** An application of the Greek founder, whose period's deadline is so many milliseconds from its submission. */
async function submitted(closesInMs: number) {
  const rules = await publishRules(life.owner);
  const projectId = await actions.complete({ rulebookId: rules.rulebookId });
  const draftId = await actions.labelDraft('greekFounder', projectId);
  const closesAt = await closeIn(life.owner, rules, closesInMs);
  await actions.applyFor('greekFounder', draftId);
  /** Takes an edit in, and tells the workflow nothing of it. */
  const receiveEdit = (text: string, before?: Promise<unknown>) =>
    receive(
      life,
      life.people.greekFounder.actor,
      {
        kind: 'editApplication',
        subject: 'label',
        projectId,
        subjectId: draftId,
        content: application(text),
        periodId: rules.periodIds[0] ?? null,
      },
      before,
    );
  return { projectId, applicationId: draftId, closesAt, receiveEdit };
}

const versions = (applicationId: string) =>
  life.owner
    .selectFrom('label_application_versions')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('version')
    .execute();

async function frozenText(applicationId: string): Promise<string | null> {
  const { frozen_version: frozen } = await actions.frozen(applicationId);
  const version = (await versions(applicationId)).find((each) => each.version === frozen);
  return (version?.content as LabelContent | undefined)?.selfAssessment[0]?.text ?? null;
}

const settled = (commandId: string) =>
  until('the command is settled', async () => {
    const rows = life.owner.selectFrom('intake').selectAll().where('command_id', '=', commandId);
    const row = await rows.executeTakeFirstOrThrow();
    return row.settled_at !== null && row;
  });

const answerOf = async (commandId: string) => (await settled(commandId)).settlement;

describe('given a receipt that was begun before the deadline and is committed after it', () => {
  test('R-3.1.4 when the deadline passes, then the freeze waits for it, and what it holds is frozen', async () => {
    const { applicationId, closesAt, receiveEdit } = await submitted(1_500);
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const receipt = receiveEdit('held open across the deadline', gate);

    await untilInstant(closesAt);
    await until('the freeze waits for the receipt', () => someoneWaitsForReceipts(life));
    await wait(150);
    expect(await actions.labelRow(applicationId)).toMatchObject({ status: 'submitted', frozen_version: null });
    open();
    const { command } = await receipt;

    expect(command.receivedAt < closesAt).toBe(true);
    expect(await frozenText(applicationId)).toBe('held open across the deadline');
    expect(await settled(command.commandId)).toMatchObject({ settlement: { kind: 'applied', outcome: 'edited' } });
  });

  test('R-3.1.4 when its command reaches the workflow after the drain, then it hears the answer of the drain', async () => {
    const { applicationId, closesAt, receiveEdit } = await submitted(1_200);
    const { command } = await receiveEdit('taken in, and the api died');
    await untilInstant(closesAt);
    await actions.frozen(applicationId);

    const again = await answerOf(command.commandId);
    await life.owner
      .updateTable('intake')
      .set({ settled_at: null, settlement: null })
      .where('command_id', '=', command.commandId)
      .execute();
    await reconcileOnce(life.deps, 0);

    expect(await answerOf(command.commandId)).toEqual(again);
    expect(await versions(applicationId)).toHaveLength(2);
  });
});

describe('given an edit whose delivery was delayed', () => {
  test('R-3.1.4 when a later edit came to the workflow before it, then the later one is frozen', async () => {
    const { applicationId, closesAt, receiveEdit } = await submitted(1_500);
    const delayed = await receiveEdit('received first');
    const later = await actions.edit('greekFounder', applicationId, 'received last');
    await reconcileOnce(life.deps, 0);

    expect(later).toMatchObject({ outcome: 'edited' });
    expect(await settled(delayed.command.commandId)).toMatchObject({
      settlement: { kind: 'applied', outcome: 'edited' },
    });
    expect(await versions(applicationId)).toHaveLength(3);
    await untilInstant(closesAt);
    expect(await frozenText(applicationId)).toBe('received last');
  });

  test('R-3.1.4 when only the drain decides it, then the later one that was decided before is frozen', async () => {
    const { applicationId, closesAt, receiveEdit } = await submitted(1_500);
    await receiveEdit('received first');
    await actions.edit('greekFounder', applicationId, 'received last');

    await untilInstant(closesAt);

    expect(await frozenText(applicationId)).toBe('received last');
    expect(await versions(applicationId)).toHaveLength(3);
  });
});

describe('given a worker that is away while the deadline passes', () => {
  test('R-3.1.4 when edits and the timer then reach the workflow in one workflow task, then each edit is judged by its receipt', async () => {
    const { projectId, applicationId, closesAt } = await submitted(1_500);
    await worker.stop();
    const inTime = actions.edit('greekFounder', applicationId, 'just in time');
    await untilInstant(closesAt, 20);
    const late = actions.edit('greekFounder', applicationId, 'too late').catch((problem: unknown) => problem);
    await wait(300);
    worker = await life.startWorker();

    expect(await inTime).toMatchObject({ outcome: 'edited', values: { version: 2 } });
    expect(await late).toMatchObject({ code: 'applicationClosed', rule: 'R-3.1.4', values: { closedAt: closesAt } });
    expect(await frozenText(applicationId)).toBe('just in time');
    const turns = turnsOf(await eventsOf(life, labelWorkflowId(projectId, life.people.greekFounder.teacherId)));
    const together = turns.filter(({ arrived }) => arrived.includes('timerFired'));
    expect(together[0]?.did.filter((kind) => kind === 'workflowExecutionUpdateAccepted')).toHaveLength(2);
  });
});
