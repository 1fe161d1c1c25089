import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Rung } from '../../domain/due-date.js';
import { claimTask } from '../../usecases/claim-task.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { expectAgreement } from '../support/agreement.js';
import { COUNCIL_APPROVES } from '../support/contents.js';
import { mailsOf } from '../support/mails.js';
import { publishRules } from '../support/rules.js';
import { openSkippingLifecycle, type SkippingLifecycle } from '../support/skipping-lifecycle.js';
import { until } from '../support/until.js';

let life: SkippingLifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openSkippingLifecycle('reminders');
  actions = actionsOf(life);
  await life.startWorker();
});
afterAll(() => life?.close());

/** A project whose council was asked now, under a rulebook whose clock shows the server's time. */
async function askCouncil() {
  const { rulebookId } = await publishRules(life.owner, { nowMs: await life.nowMs() });
  const projectId = await actions.submit({ rulebookId });
  const task = await actions.task(projectId, 'councilApproval');
  const rungs = task.rungs as Rung[];
  const at = (kind: Rung['kind']) => rungs.find((rung) => rung.kind === kind)?.at ?? '';
  return {
    projectId,
    taskId: task.task_id,
    dueAt: task.due_at.toISOString(),
    reminderAt: at('reminder'),
    escalationAt: at('escalation'),
  };
}

const row = (projectId: string) => actions.task(projectId, 'councilApproval');
const reminded = (projectId: string) => until('a reminder', async () => (await row(projectId)).reminded_at);
const escalated = (projectId: string) => until('an escalation', async () => (await row(projectId)).escalated_at);
const events = async (projectId: string) => {
  const entries = life.owner.selectFrom('journal').select('event').where('project_id', '=', projectId).orderBy('seq');
  return (await entries.execute()).map((entry) => entry.event);
};

describe('given a council that was asked and does not answer', () => {
  test('R-1.4.a when days pass, then its head is reminded before the due date and the NSO told after it, once each', async () => {
    const { projectId, dueAt, reminderAt, escalationAt } = await askCouncil();
    expect([reminderAt < dueAt, dueAt < escalationAt]).toEqual([true, true]);

    await life.skipTo(reminderAt, -1000);
    expect(await row(projectId)).toMatchObject({ reminded_at: null, next_rung: 'reminder-1' });
    await expectAgreement(life, projectId);

    const inTime = await mailsOf(life, projectId, async () => {
      await life.skipTo(reminderAt);
      const at = await reminded(projectId);
      expect(at.getTime() - Date.parse(reminderAt)).toBeGreaterThanOrEqual(0);
      expect(at.getTime() - Date.parse(reminderAt)).toBeLessThan(5_000);
    });
    expect(inTime).toEqual(['taskReminder → athensHead']);
    expect(await row(projectId)).toMatchObject({ escalated_at: null, next_rung: 'escalation-1' });
    await expectAgreement(life, projectId);

    const overdue = await mailsOf(life, projectId, async () => {
      await life.skipTo(escalationAt);
      await escalated(projectId);
      await life.skipTo(escalationAt, 30 * 86_400_000);
    });
    expect(overdue).toEqual(['taskEscalated → greekAdministrator']);
    expect(await row(projectId)).toMatchObject({ status: 'open', next_rung: null, next_rung_at: null });
    expect(await events(projectId)).toEqual(['projectSubmitted', 'taskReminded', 'taskEscalated']);
    await expectAgreement(life, projectId);
  });

  test('R-1.4.a when it answers after the escalation, then the project goes on to the NSOs', async () => {
    const { projectId, taskId, escalationAt } = await askCouncil();
    await life.skipTo(escalationAt);
    await escalated(projectId);

    const answer = await actions.decide('athensHead', taskId, COUNCIL_APPROVES);

    expect(answer).toMatchObject({ kind: 'applied', outcome: 'approve', status: 'nsos' });
  });
});

test('R-1.4.a given a council that answered, when weeks pass, then nobody is reminded of its task', async () => {
  const { projectId, taskId, escalationAt } = await askCouncil();
  await actions.decide('athensHead', taskId, COUNCIL_APPROVES);

  const later = await mailsOf(life, projectId, () => life.skipTo(escalationAt, -60_000));

  expect(later.filter((mail) => mail.includes('Head'))).toEqual([]);
  expect(await row(projectId)).toMatchObject({ status: 'decided', reminded_at: null, escalated_at: null });
});

test('R-1.4.f given an NSO task that was claimed, when its reminder comes due, then only its assignee is reminded', async () => {
  const { rulebookId } = await publishRules(life.owner, { nowMs: await life.nowMs() });
  const projectId = await actions.reachNsos({ rulebookId });
  const greek = await actions.task(projectId, 'nsoApproval', { nsoId: 'GR' });
  const french = await actions.task(projectId, 'nsoApproval', { nsoId: 'FR' });
  await claimTask(life.deps, life.people.otherGreekEvaluator.actor, greek.task_id);
  const lastReminderAt =
    [greek, french]
      .map((task) => task.next_rung_at?.toISOString() ?? '')
      .sort()
      .at(-1) ?? '';

  const reminders = await mailsOf(life, projectId, async () => {
    await life.skipTo(lastReminderAt);
    await until(
      'both reminders',
      async () => (await actions.tasks(projectId)).filter((task) => task.reminded_at).length === 2,
    );
  });

  expect(reminders).toEqual([
    'taskReminder → frenchEvaluator',
    'taskReminder → frenchTeacherEvaluator',
    'taskReminder → otherGreekEvaluator',
  ]);
});
