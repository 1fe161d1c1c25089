// A teacher's label window with a deadline of its own: prepared ahead, applied for shortly before it, edited until it.
import { expect } from '@jest/globals';
import type { LabelContent } from '../../../domain/label-content.js';
import type { Instant } from '../../../domain/vocabulary.js';
import type { Journey } from '../../journeys/support/journey.js';
import { expectSettled } from '../../journeys/support/soundness.js';
import { approveAll, send, submit } from '../../journeys/support/steps.js';
import { until } from '../../journeys/support/until.js';
import { application } from '../../support/contents.js';
import { closeIn } from '../../support/deadline.js';
import { publishRules, type Rules, withoutNextPeriod } from '../../support/rules.js';

export interface LabelWindow {
  rules: Rules;
  projectId: string;
  applicationId: string;
}

/** All that takes long: a completed project, and the application as a draft. */
export async function prepareWindow(journey: Journey): Promise<LabelWindow> {
  const rules = await publishRules(journey.owner, { change: withoutNextPeriod });
  const projectId = await submit({ ...journey, rulebookId: rules.rulebookId });
  await approveAll(journey, projectId);
  await send(journey, 'greekFounder', 'POST', `/api/projects/${projectId}/complete`, { summary: 'All went well.' });
  const url = `/api/projects/${projectId}/label-applications`;
  const { applicationId } = await send(journey, 'greekFounder', 'POST', url, { content: application('applied') });
  return { rules, projectId, applicationId };
}

/** Publishes the deadline, applies before it, and edits once. @returns the deadline */
export async function applyAndEdit(journey: Journey, window: LabelWindow, closesInMs: number): Promise<Instant> {
  const closesAt = await closeIn(journey.owner, window.rules, closesInMs);
  await send(journey, 'greekFounder', 'POST', `/api/label-applications/${window.applicationId}/submit`, {});
  await edit(journey, window, 'edited');
  return closesAt;
}

export function edit(journey: Journey, { applicationId }: LabelWindow, text: string): ReturnType<Journey['send']> {
  const content = application(text);
  return journey.send('greekFounder', 'PUT', `/api/label-applications/${applicationId}`, { content });
}

/**
 * Checks that each edit was judged by its receipt, once, and that the last one received in time is frozen.
 * @returns the texts of the edits that were received in time and of those that were not
 */
export async function expectFrozen(journey: Journey, { applicationId }: LabelWindow, closesAt: Instant) {
  const { owner } = journey;
  const frozen = await until('the application is frozen', () =>
    owner
      .selectFrom('label_applications')
      .select('frozen_version')
      .where('application_id', '=', applicationId)
      .where('frozen_version', 'is not', null)
      .executeTakeFirst(),
  );
  await expectSettled(journey);
  const ofApplication = owner.selectFrom('intake').selectAll().where('subject_id', '=', applicationId);
  const edits = await ofApplication.where('kind', '=', 'editApplication').orderBy('received_at').execute();
  const inTime = edits.filter((row) => row.received_at.toISOString() < closesAt);
  const late = edits.filter((row) => row.received_at.toISOString() >= closesAt);
  const versions = await owner
    .selectFrom('label_application_versions')
    .select(['version', 'content'])
    .where('application_id', '=', applicationId)
    .orderBy('version')
    .execute();
  expect(inTime.map(({ settlement }) => settlement)).toMatchObject(inTime.map(() => ({ kind: 'applied' })));
  expect(late.map(({ settlement }) => settlement)).toMatchObject(
    late.map(() => ({ kind: 'refused', code: 'applicationClosed', rule: 'R-3.1.4' })),
  );
  expect(versions.map(textOf)).toEqual(['applied', ...inTime.map(textOf)]);
  expect(versions.find(({ version }) => version === frozen.frozen_version)).toEqual(versions.at(-1));
  return { inTime: inTime.map(textOf), late: late.map(textOf) };
}

function textOf({ content }: { content: unknown }): string | undefined {
  return (content as LabelContent).selfAssessment[0]?.text;
}
