// A period that two administrators publish: what waited for it moves into it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Actor } from '../../domain/permissions.js';
import type { PeriodRules } from '../../domain/rulebook/periods.js';
import { loadRulebook } from '../../rulebooks/load.js';
import { confirmPublication } from '../../usecases/publications/close-publication.js';
import { proposePublication } from '../../usecases/publications/propose-publication.js';
import { wakeLabelsOnce } from '../../usecases/wake-waiting-labels.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { expectAgreement } from '../support/agreement.js';
import { mailsOf } from '../support/mails.js';
import { publishRules, type Rules, withoutNextPeriod } from '../support/rules.js';
import { secondAdministrator } from '../support/second-administrator.js';
import { openSkippingLifecycle, type SkippingLifecycle } from '../support/skipping-lifecycle.js';

const DAY_MS = 86_400_000;
const circular = await loadRulebook('gr-2021-2022');

let life: SkippingLifecycle;
let actions: Actions;
let second: Actor;
beforeAll(async () => {
  life = await openSkippingLifecycle('published_by_two');
  actions = actionsOf(life);
  second = await secondAdministrator(life.owner);
  await life.startWorker();
}, 60_000);
afterAll(() => life?.close());

/** As administrators do it. @returns the period's id and deadline */
async function publish(rules: Rules): Promise<{ periodId: string; closesAt: string }> {
  const period = {
    ...(circular.periods[1] as PeriodRules),
    closesOn: '2022-10-15',
    evaluationOpensOn: '2022-10-16',
    evaluationClosesOn: '2022-12-31',
  };
  const publication = { kind: 'period' as const, rulebookId: rules.rulebookId, period };
  const proposer = life.people.systemAdministrator.actor;
  const proposed = await proposePublication(life.deps, proposer, { publication, preview: false });
  expect(proposed).toMatchObject({ change: { kind: 'added', position: 2 }, affected: { awaitingPeriod: 1 } });
  await confirmPublication(life.deps, second, proposed.publicationId ?? '');
  return { periodId: `${rules.rulebookId}/2023`, closesAt: proposed.change?.period.closesAt ?? '' };
}

test('R-3.1.5: given a late application that waits for a period, when two administrators publish one, then it moves into it, is told so by its name, and is frozen at its deadline', async () => {
  const closesInMs = 2 * DAY_MS;
  const rules = await publishRules(life.owner, { nowMs: await life.nowMs(), closesInMs, change: withoutNextPeriod });
  const projectId = await actions.complete({ rulebookId: rules.rulebookId });
  await life.skipTo(rules.closesAt, 1000);
  const { applicationId, result } = await actions.apply('greekFounder', projectId);
  expect(result).toMatchObject({ outcome: 'awaitingPeriod' });

  const { periodId, closesAt } = await publish(rules);
  const mails = await mailsOf(life, projectId, async () => {
    // Asked to look, long before its own next look.
    await wakeLabelsOnce(life.deps, { spreadMs: 0 });
    await actions.labelWith(applicationId, 'submitted');
  });

  expect(mails).toEqual(['labelRolledOver → greekFounder']);
  expect(await actions.labelRow(applicationId)).toMatchObject({
    period_id: periodId,
    rolled_over_from: rules.periodIds[0],
    closes_at: new Date(closesAt),
  });
  await life.skipTo(closesAt, 1000);
  expect(await actions.frozen(applicationId)).toMatchObject({ period_id: periodId, frozen_version: 1 });
  await expectAgreement(life, projectId);
}, 60_000);
