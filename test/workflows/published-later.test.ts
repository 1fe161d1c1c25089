import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Rulebook } from '../../domain/rulebook.js';
import { projectWorkflowId } from '../../temporal/names.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { expectAgreement } from '../support/agreement.js';
import { evaluation } from '../support/contents.js';
import { mailsOf } from '../support/mails.js';
import { publishDeadline, publishNextPeriod, publishRules, withoutNextPeriod } from '../support/rules.js';
import { openSkippingLifecycle, type SkippingLifecycle } from '../support/skipping-lifecycle.js';
import { until } from '../support/until.js';

const DAY_MS = 86_400_000;
/** How often what waits looks for what is published (rulebook: awaitingPeriodCheckDays). */
const LOOK_MS = 7 * DAY_MS;

let life: SkippingLifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openSkippingLifecycle('published_later');
  actions = actionsOf(life);
  await life.startWorker();
});
afterAll(() => life?.close());

const inFuture = async (ms: number) => new Date((await life.nowMs()) + ms).toISOString();

/** A project completed before the first period's deadline, for which the Greek founder applied after it. */
async function appliedLate(change?: (rulebook: Rulebook) => Rulebook) {
  const closesInMs = 2 * DAY_MS;
  const rules = await publishRules(life.owner, { nowMs: await life.nowMs(), closesInMs, ...(change && { change }) });
  const projectId = await actions.complete({ rulebookId: rules.rulebookId });
  await life.skipTo(rules.closesAt, 1000);
  const { applicationId, result } = await actions.apply('greekFounder', projectId);
  return { rules, projectId, applicationId, result, nextPeriodId: rules.periodIds[1] ?? '' };
}

async function projectStatus(projectId: string): Promise<string> {
  const projects = life.owner.selectFrom('projects').select('status').where('project_id', '=', projectId);
  return (await projects.executeTakeFirstOrThrow()).status;
}

async function skipToEvaluation(periodId: string): Promise<void> {
  const periods = life.owner.selectFrom('periods').select('evaluation_opens_at').where('period_id', '=', periodId);
  const { evaluation_opens_at: opensAt } = await periods.executeTakeFirstOrThrow();
  await life.skipTo(opensAt?.toISOString() ?? '', 1000);
}

describe('R-3.1.5 given a late application while the next period has no deadline yet', () => {
  test('when the deadline is published, then the application learns of it at its next look and is frozen at it', async () => {
    const { projectId, applicationId, result, nextPeriodId } = await appliedLate();
    expect(result).toMatchObject({ outcome: 'rolledOver', values: { periodId: nextPeriodId, closesAt: null } });
    const closesAt = await inFuture(20 * DAY_MS);
    await publishDeadline(life.owner, nextPeriodId, closesAt);

    await life.skipTo(await inFuture(LOOK_MS));
    const learnt = await until('the look', async () => {
      const row = await actions.labelRow(applicationId);
      return row.closes_at !== null && row;
    });
    expect([learnt.status, learnt.closes_at?.toISOString()]).toEqual(['submitted', closesAt]);
    await expectAgreement(life, projectId);
    expect(await actions.edit('greekFounder', applicationId, 'still open')).toMatchObject({ outcome: 'edited' });

    await life.skipTo(closesAt, 1000);
    expect(await actions.frozen(applicationId)).toMatchObject({ period_id: nextPeriodId, frozen_version: 2 });
    await expect(actions.edit('greekFounder', applicationId, 'closed')).rejects.toMatchObject({
      code: 'applicationClosed',
      rule: 'R-3.1.4',
      values: { closedAt: closesAt },
    });
  });

  test('when the deadline is published and passes before the next look, then no later edit counts, and the look freezes', async () => {
    const { applicationId, nextPeriodId } = await appliedLate();
    const closesAt = await inFuture(DAY_MS);
    await publishDeadline(life.owner, nextPeriodId, closesAt);
    await actions.edit('greekFounder', applicationId, 'in time');

    await life.skipTo(closesAt, 1000);
    await expect(actions.edit('greekFounder', applicationId, 'too late')).rejects.toMatchObject({
      code: 'applicationClosed',
      values: { closedAt: closesAt },
    });
    await life.skipTo(await inFuture(LOOK_MS));

    const frozen = await actions.frozen(applicationId);
    expect(frozen).toMatchObject({ frozen_version: 2 });
    expect(frozen.closes_at?.toISOString()).toBe(closesAt);
  });
});

test('R-3.1.5 given a late application while no next period is published, when one is, then the application enters it and takes a slot there', async () => {
  const { rules, projectId, applicationId, result } = await appliedLate(withoutNextPeriod);
  expect(result).toMatchObject({ outcome: 'awaitingPeriod', status: 'awaitingPeriod' });
  await life.skipTo(await inFuture(LOOK_MS));
  expect(await actions.labelRow(applicationId)).toMatchObject({ status: 'awaitingPeriod', period_id: null });

  const periodId = await publishNextPeriod(life.owner, rules, await inFuture(0));
  const mails = await mailsOf(life, projectId, async () => {
    await life.skipTo(await inFuture(LOOK_MS));
    await actions.labelWith(applicationId, 'submitted');
  });

  expect(await actions.labelRow(applicationId)).toMatchObject({
    period_id: periodId,
    rolled_over_from: rules.periodIds[0],
  });
  expect(mails).toEqual(['labelRolledOver → greekFounder']);
  const slots = life.owner.selectFrom('label_slots').select('period_id').where('application_id', '=', applicationId);
  expect(await slots.execute()).toEqual([{ period_id: periodId }]);
  await expectAgreement(life, projectId);
});

test('R-3.1.0 given a label evaluation that nobody takes, when its days pass, then the NSO is reminded and its administrators told', async () => {
  const { projectId, applicationId, nextPeriodId } = await appliedLate();
  await publishDeadline(life.owner, nextPeriodId, await inFuture(0));
  await life.skipTo(await inFuture(LOOK_MS));
  await actions.frozen(applicationId);
  await skipToEvaluation(nextPeriodId);
  const task = await actions.task(projectId, 'labelEvaluation');

  const mails = await mailsOf(life, projectId, async () => {
    await life.skipTo(task.due_at.toISOString(), 10 * DAY_MS);
    await until('the escalation', async () => (await actions.task(projectId, 'labelEvaluation')).escalated_at);
  });

  expect(mails).toEqual([
    'taskEscalated → greekAdministrator',
    'taskReminder → greekEvaluator',
    'taskReminder → otherGreekEvaluator',
  ]);
});

test('R-3.1.5 given a completed project after whose window no period follows yet, when one is published and closes, then the project is archived', async () => {
  const { rules, projectId } = await appliedLate(withoutNextPeriod);
  await life.skipTo(await inFuture(LOOK_MS));
  const periodId = await publishNextPeriod(life.owner, rules, await inFuture(0));
  await publishDeadline(life.owner, periodId, await inFuture(20 * DAY_MS));

  await life.skipTo(await inFuture(10 * DAY_MS));
  expect(await projectStatus(projectId)).toBe('completed');
  await life.skipTo(await inFuture(11 * DAY_MS));

  await until('the project is archived', async () => (await projectStatus(projectId)) === 'archived');
});

// The last one: after a workflow has ended under a pending timer, the server skips no more time.
test('R-3.1.5 given a completed project, when the period after its window closes, then its workflow ends and its late application goes on to its outcome', async () => {
  const { projectId, applicationId, nextPeriodId } = await appliedLate();
  const closesAt = await inFuture(20 * DAY_MS);
  await publishDeadline(life.owner, nextPeriodId, closesAt);
  await life.skipTo(closesAt, LOOK_MS);

  const { temporal } = life.deps;
  expect(await temporal.workflow.getHandle(projectWorkflowId(projectId)).result()).toBe('archived');
  await expectAgreement(life, projectId);
  await skipToEvaluation(nextPeriodId);
  await actions.labelWith(applicationId, 'evaluation');
  const answer = await actions.answer('greekEvaluator', projectId, 'labelEvaluation', 'GR', evaluation());
  expect(answer).toMatchObject({ outcome: 'award', status: 'awarded' });
  const [label] = await life.owner
    .selectFrom('labels')
    .selectAll()
    .where('application_id', '=', applicationId)
    .execute();
  expect(label).toMatchObject({ period_id: nextPeriodId, awards_eligible: false });
  await expectAgreement(life, projectId);
});
