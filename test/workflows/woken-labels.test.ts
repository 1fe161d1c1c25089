// Applications that wait for what is not published yet are asked to look as soon as it is.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Rulebook } from '../../domain/rulebook.js';
import { connectClient } from '../../temporal/connection.js';
import { labelWorkflowId } from '../../temporal/names.js';
import { wakeLabelsOnce } from '../../usecases/wake-waiting-labels.js';
import { lookSignal } from '../../workflows/messages.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { expectAgreement } from '../support/agreement.js';
import { eventsOf, kindOf } from '../support/histories.js';
import { publishDeadline, publishNextPeriod, publishRules, withoutNextPeriod } from '../support/rules.js';
import { openSkippingLifecycle, type SkippingLifecycle } from '../support/skipping-lifecycle.js';
import { until } from '../support/until.js';

const DAY_MS = 86_400_000;

let life: SkippingLifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openSkippingLifecycle('woken_labels');
  actions = actionsOf(life);
  await life.startWorker();
});
afterAll(() => life?.close());

const inFuture = async (ms: number) => new Date((await life.nowMs()) + ms).toISOString();
const wake = () => wakeLabelsOnce(life.deps, { spreadMs: 0 });

/** A project completed before the first period's deadline, for which the Greek founder applied after it. */
async function appliedLate(change?: (rulebook: Rulebook) => Rulebook) {
  const closesInMs = 2 * DAY_MS;
  const rules = await publishRules(life.owner, { nowMs: await life.nowMs(), closesInMs, ...(change && { change }) });
  const projectId = await actions.complete({ rulebookId: rules.rulebookId });
  await life.skipTo(rules.closesAt, 1000);
  const { applicationId } = await actions.apply('greekFounder', projectId);
  const workflowId = labelWorkflowId(projectId, life.people.greekFounder.teacherId ?? '');
  return { rules, projectId, applicationId, workflowId, nextPeriodId: rules.periodIds[1] ?? '' };
}

const looks = async (applicationId: string) => {
  const rows = life.owner.selectFrom('steps').select('cause').where('subject_id', '=', applicationId);
  return (await rows.execute()).map(({ cause }) => cause.replace(`timer/${applicationId}/`, '')).sort();
};

describe('R-3.1.5 given an application that waits for a period', () => {
  test('when one is published, then it enters it days before its own look, and is asked once, also where Temporal was away at first', async () => {
    const { rules, projectId, applicationId, workflowId } = await appliedLate(withoutNextPeriod);
    expect(await wake()).toBe(0);
    const periodId = await publishNextPeriod(life.owner, rules, await inFuture(0));
    const before = await life.nowMs();
    const away = connectClient({ address: '127.0.0.1:1', namespace: 'default' });
    const unreachable = { ...life.deps, temporal: away.client };
    expect(await wakeLabelsOnce(unreachable, { spreadMs: 0, withinMs: 300 })).toBe(0);
    await away.close();

    expect(await wake()).toBe(1);
    await actions.labelWith(applicationId, 'submitted');

    expect((await life.nowMs()) - before).toBeLessThan(DAY_MS);
    expect(await actions.labelRow(applicationId)).toMatchObject({ period_id: periodId });
    expect(await wake()).toBe(0);
    await expectAgreement(life, projectId);
    const kinds = (await eventsOf(life, workflowId)).map(kindOf);
    expect(kinds.filter((kind) => kind === 'workflowExecutionSignaled')).toHaveLength(1);
  });

  test('when it is asked though nothing is published, or again and again, then each is one more look and it goes on waiting', async () => {
    const { projectId, applicationId, workflowId } = await appliedLate(withoutNextPeriod);
    const workflow = life.deps.temporal.workflow.getHandle(workflowId);

    await workflow.signal(lookSignal);
    await until('the look', async () => (await looks(applicationId)).includes('awaitingPeriod/1'));
    await workflow.signal(lookSignal);
    await until('another look', async () => (await looks(applicationId)).includes('awaitingPeriod/2'));

    expect(await actions.labelRow(applicationId)).toMatchObject({ status: 'awaitingPeriod', period_id: null });
    expect(await actions.edit('greekFounder', applicationId, 'goes on')).toMatchObject({ outcome: 'edited' });
    await expectAgreement(life, projectId);
  });

  test('when nobody asks it, then its regular look finds the period', async () => {
    const { rules, applicationId } = await appliedLate(withoutNextPeriod);
    const periodId = await publishNextPeriod(life.owner, rules, await inFuture(0));

    await life.skipTo(await inFuture(7 * DAY_MS));

    await actions.labelWith(applicationId, 'submitted');
    expect(await actions.labelRow(applicationId)).toMatchObject({ period_id: periodId });
    // What it has found already is not asked for.
    expect(await wake()).toBe(0);
  });
});

test('R-3.1.5 given an application whose period has no deadline yet, when the deadline and the opening of its evaluation are published, then it learns of each at once and is frozen and evaluated in time', async () => {
  const { rules, projectId, applicationId, nextPeriodId } = await appliedLate((rulebook) => ({
    ...rulebook,
    periods: rulebook.periods.map((period, index) =>
      index === 0 ? period : { ...period, evaluationOpensOn: null, evaluationClosesOn: null },
    ),
  }));
  const closesAt = await inFuture(3 * DAY_MS);
  await publishDeadline(life.owner, nextPeriodId, closesAt);

  expect(await wake()).toBe(1);
  await until('the look', async () => (await actions.labelRow(applicationId)).closes_at !== null);
  await life.skipTo(closesAt, 1000);
  expect(await actions.frozen(applicationId)).toMatchObject({ status: 'frozen', period_id: nextPeriodId });
  expect(await wake()).toBe(0);

  const opensAt = await inFuture(DAY_MS);
  const periods = life.owner.updateTable('periods').set({ evaluation_opens_at: opensAt });
  await periods.where('period_id', '=', nextPeriodId).execute();
  expect(await wake()).toBe(1);
  await until('the look', async () => (await actions.labelRow(applicationId)).timer_at?.toISOString() === opensAt);
  expect(await wake()).toBe(0);
  await life.skipTo(opensAt, 1000);

  await actions.labelWith(applicationId, 'evaluation');
  expect(rules.periodIds).toContain(nextPeriodId);
  await expectAgreement(life, projectId);
});

test('R-3.1.5 given a waiting application, when it is asked between its edit and the published deadline, then it is frozen at the deadline with that edit', async () => {
  const { applicationId, nextPeriodId, workflowId } = await appliedLate();
  const closesAt = await inFuture(DAY_MS);
  await publishDeadline(life.owner, nextPeriodId, closesAt);

  // Both at once: whichever the loop takes first, one writer decides both.
  await Promise.all([
    actions.edit('greekFounder', applicationId, 'in time'),
    life.deps.temporal.workflow.getHandle(workflowId).signal(lookSignal),
  ]);
  await until('the look', async () => (await actions.labelRow(applicationId)).closes_at !== null);
  await life.skipTo(closesAt, 1000);

  expect(await actions.frozen(applicationId)).toMatchObject({ frozen_version: 2, period_id: nextPeriodId });
});
