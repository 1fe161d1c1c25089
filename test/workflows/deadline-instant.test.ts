import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Instant } from '../../domain/vocabulary.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { europeanProject, type PersonName } from '../support/programme.js';
import { publishRules, type Rules } from '../support/rules.js';
import { openSkippingLifecycle, type SkippingLifecycle } from '../support/skipping-lifecycle.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

let life: SkippingLifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openSkippingLifecycle('deadline_instant');
  actions = actionsOf(life);
  await life.startWorker();
});
afterAll(() => life?.close());

const msAfter = (at: Instant, ms: number) => new Date(Date.parse(at) + ms).toISOString();

/** A completed project with three members, a month before the deadline of its own rulebook. */
async function completedAMonthBefore(): Promise<Rules & { projectId: string }> {
  const rules = await publishRules(life.owner, { nowMs: await life.nowMs(), closesInMs: 30 * DAY_MS });
  const { people, schools } = life;
  const partner = { teacherId: people.greekPartner.teacherId, schoolId: schools.patras, roleText: 'Draws the map.' };
  const content = { ...europeanProject(life), partners: [partner] };
  return { ...rules, projectId: await actions.complete({ rulebookId: rules.rulebookId, content }) };
}

const applyAt = (at: Instant, person: PersonName, applicationId: string) =>
  life.receivedAt(at, () => actions.applyFor(person, applicationId));
const editAt = (at: Instant, applicationId: string, text: string) =>
  life.receivedAt(at, () => actions.edit('greekFounder', applicationId, text));

describe('given the deadline of a period', () => {
  test('R-3.1.3, R-3.1.5 when applications are received a millisecond before, at and after it, then only the first one belongs to the period', async () => {
    const { projectId, closesAt, periodIds } = await completedAMonthBefore();
    const [before, at, later] = [
      await actions.labelDraft('greekFounder', projectId),
      await actions.labelDraft('frenchFounder', projectId),
      await actions.labelDraft('greekPartner', projectId),
    ];
    await life.skipTo(closesAt, -MINUTE_MS);
    const inTime = await applyAt(msAfter(closesAt, -1), 'greekFounder', before);
    await life.skipTo(closesAt, MINUTE_MS);
    const atOnce = await applyAt(closesAt, 'frenchFounder', at);
    const late = await applyAt(msAfter(closesAt, 1), 'greekPartner', later);

    expect(inTime).toMatchObject({ outcome: 'received', values: { periodId: periodIds[0], closesAt } });
    for (const rolledOver of [atOnce, late]) {
      expect(rolledOver).toMatchObject({
        outcome: 'rolledOver',
        values: { periodId: periodIds[1], closedAt: closesAt },
      });
    }
    expect(await actions.frozen(before)).toMatchObject({ period_id: periodIds[0], frozen_version: 1 });
    expect(await actions.labelRow(at)).toMatchObject({ period_id: periodIds[1], rolled_over_from: periodIds[0] });
  });

  test('R-3.1.4 when edits are received a millisecond before, at and after it, then only the first one is frozen with the application', async () => {
    const { projectId, closesAt, periodIds } = await completedAMonthBefore();
    const { applicationId } = await actions.apply('greekFounder', projectId);
    await life.skipTo(closesAt, -MINUTE_MS);

    const inTime = await editAt(msAfter(closesAt, -1), applicationId, 'just in time');
    // The timer has not fired: it is the instant of receipt that refuses.
    const refused = {
      code: 'applicationClosed',
      rule: 'R-3.1.4',
      values: { closedAt: closesAt, nextPeriodId: periodIds[1] },
    };
    await expect(editAt(closesAt, applicationId, 'too late')).rejects.toMatchObject(refused);
    expect(await actions.labelRow(applicationId)).toMatchObject({ status: 'submitted' });
    await life.skipTo(closesAt);
    const frozen = await actions.frozen(applicationId);
    await expect(editAt(msAfter(closesAt, 1), applicationId, 'later still')).rejects.toMatchObject(refused);

    expect(inTime).toMatchObject({ outcome: 'edited', values: { version: 2 } });
    expect(frozen).toMatchObject({ frozen_version: 2, current_version: 2 });
    expect(frozen.frozen_at?.getTime()).toBeGreaterThanOrEqual(Date.parse(closesAt));
  });
});
