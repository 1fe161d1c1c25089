import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Actions, actionsOf } from '../support/actions.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { mailsOf, plannedMails } from '../support/mails.js';
import { problemOf } from '../support/problem-of.js';
import { passDeadline, publishRules, type Rules, withoutNextPeriod } from '../support/rules.js';
import { until } from '../support/until.js';

let life: Lifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openLifecycle('label');
  actions = actionsOf(life);
  await life.startWorker();
});
afterAll(() => life.close());

const completedUnder = ({ rulebookId }: Rules) => actions.complete({ rulebookId });

describe('given a completed project', () => {
  test('R-3.1.0 only who took part may apply, and nobody before completion', async () => {
    const active = await actions.activate();
    expect(await problemOf(actions.labelDraft('greekFounder', active))).toMatchObject({
      code: 'wrongStatus',
      rule: 'R-3.1.0',
      values: { status: 'active' },
    });
    const projectId = await actions.complete();
    // To a teacher who has nothing to do with it, the project is not there at all.
    expect(await problemOf(actions.labelDraft('italianTeacher', projectId))).toMatchObject({ code: 'notFound' });
    expect(await problemOf(actions.labelDraft('greekEvaluator', projectId))).toMatchObject({ code: 'notRegistered' });
  });

  test('R-3.1.1 each teacher applies for himself or herself, once', async () => {
    const projectId = await actions.complete();
    const { applicationId, result } = await actions.apply('greekFounder', projectId);
    expect(result).toMatchObject({ kind: 'applied', outcome: 'received', status: 'submitted' });

    expect(await problemOf(actions.applyFor('greekFounder', applicationId))).toMatchObject({
      code: 'alreadyApplied',
      rule: 'R-3.1.1',
    });
    expect(await problemOf(actions.labelDraft('greekFounder', projectId))).toMatchObject({
      code: 'alreadyApplied',
      values: { applicationId },
    });
    expect(await problemOf(actions.applyFor('frenchFounder', applicationId))).toMatchObject({
      code: expect.stringMatching(/notFound|notAMember/),
    });
    const partner = await actions.apply('frenchFounder', projectId);
    expect(partner.result).toMatchObject({ kind: 'applied', outcome: 'received' });
  });

  test('R-3.1.1 two applications of one teacher sent at once are one', async () => {
    const projectId = await actions.complete();
    const applicationId = await actions.labelDraft('greekFounder', projectId);

    const sent = await Promise.allSettled(
      ['a', 'b', 'c'].map((key) => actions.applyFor('greekFounder', applicationId, key + applicationId)),
    );

    expect(sent.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of sent) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'alreadyApplied', rule: 'R-3.1.1' });
    }
    expect(await actions.labelRow(applicationId)).toMatchObject({ status: 'submitted', current_version: 1 });
  });

  test('R-3.1.4 before the deadline every edit is a new version, and the first stays as it was', async () => {
    const projectId = await actions.complete();
    const { applicationId } = await actions.apply('greekFounder', projectId);

    expect(await actions.edit('greekFounder', applicationId, 'We did it well.')).toMatchObject({ outcome: 'edited' });
    expect(await actions.edit('greekFounder', applicationId, 'We did it best.')).toMatchObject({
      values: { version: 3 },
    });

    const versions = await life.owner
      .selectFrom('label_application_versions')
      .select(['version', 'content'])
      .where('application_id', '=', applicationId)
      .orderBy('version')
      .execute();
    const texts = versions.map(
      ({ content }) => (content as { selfAssessment: { text: string }[] }).selfAssessment[0]?.text,
    );
    expect(texts).toEqual(['We did it together.', 'We did it well.', 'We did it best.']);
    expect(await problemOf(actions.edit('frenchFounder', applicationId, 'Mine now.'))).toMatchObject({
      code: expect.stringMatching(/notFound|notAMember/),
    });
  });
});

describe('given a teacher with four applications in one period', () => {
  let rules: Rules;
  let last: string;
  let fifth: string;
  beforeAll(async () => {
    rules = await publishRules(life.owner);
    for (let count = 1; count <= 4; count += 1) await actions.apply('greekFounder', await completedUnder(rules));
    last = await completedUnder(rules);
    fifth = await actions.labelDraft('greekFounder', last);
  });

  test('R-3.1.2 when a fifth is submitted, then its teacher hears that all four slots are taken', async () => {
    const answer = problemOf(actions.applyFor('greekFounder', fifth)).catch(() => null);
    expect(await Promise.race([answer, wait(9_000, 'no answer')])).toEqual({
      code: 'labelSlotsFull',
      rule: 'R-3.1.2',
      values: { maximum: 4, periodId: rules.periodIds[0] },
    });
  });

  test('R-3.1.2 when a fifth was refused, then it stays a draft, and another teacher may still apply', async () => {
    await until('the refusal of the fifth', () =>
      life.owner.selectFrom('steps').select('answer').where('subject_id', '=', fifth).executeTakeFirst(),
    );
    const slots = life.owner
      .selectFrom('label_slots')
      .select('slot')
      .where('period_id', '=', rules.periodIds[0] ?? '');
    expect((await slots.orderBy('slot').execute()).map(({ slot }) => slot)).toEqual([1, 2, 3, 4]);
    const drafts = life.owner.selectFrom('drafts').select('submitted_at').where('draft_id', '=', fifth);
    expect(await drafts.execute()).toEqual([{ submitted_at: null }]);
    expect((await actions.apply('frenchFounder', last)).result).toMatchObject({ kind: 'applied', outcome: 'received' });
  });
});

describe('given that the deadline has passed', () => {
  test('R-3.1.5 a late application belongs to the next period, is told so with both instants, and can be edited there', async () => {
    const rules = await publishRules(life.owner);
    const projectId = await completedUnder(rules);
    const applicationId = await actions.labelDraft('greekFounder', projectId);
    await passDeadline(life.owner, rules);

    let answer: unknown;
    const mails = await mailsOf(life, projectId, async () => {
      answer = await actions.applyFor('greekFounder', applicationId);
    });

    const [missed, next] = rules.periodIds;
    expect(answer).toMatchObject({ kind: 'applied', outcome: 'rolledOver', values: { periodId: next } });
    expect(mails).toEqual(['labelRolledOver → greekFounder']);
    const row = await actions.labelRow(applicationId);
    expect(row).toMatchObject({ status: 'submitted', period_id: next, rolled_over_from: missed, closes_at: null });
    expect(row.rolled_over_why).toEqual({ receivedAt: row.received_at.toISOString(), closedAt: expect.any(String) });
    expect(await actions.edit('greekFounder', applicationId, 'Better.')).toMatchObject({ values: { version: 2 } });
  });

  test('R-3.1.5 without a next period it waits for one, and can still be edited', async () => {
    const rules = await publishRules(life.owner, { change: withoutNextPeriod });
    const projectId = await completedUnder(rules);
    const applicationId = await actions.labelDraft('greekFounder', projectId);
    await passDeadline(life.owner, rules);

    const answer = await actions.applyFor('greekFounder', applicationId);

    expect(answer).toMatchObject({ kind: 'applied', outcome: 'awaitingPeriod', status: 'awaitingPeriod' });
    expect(await actions.labelRow(applicationId)).toMatchObject({
      period_id: null,
      rolled_over_from: rules.periodIds[0],
      timer: `${applicationId}/awaitingPeriod/1`,
    });
    expect(await plannedMails(life, projectId)).toContain('labelAwaitsPeriod → greekFounder');
    expect(await actions.edit('greekFounder', applicationId, 'Still mine.')).toMatchObject({ values: { version: 2 } });
  });
});
