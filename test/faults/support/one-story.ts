import type { Journey } from '../../journeys/support/journey.js';
import { expectKept, expectSettled, expectSound } from '../../journeys/support/soundness.js';
import { ARMED_AFTER_FAULT_MS, expectAgreement } from '../../support/agreement.js';

/**
 * Checks, after a fault, that no acknowledged command is lost and none is doubled, and that records, workflows and journal of
 * these projects and their label applications tell one story.
 */
export async function expectOneStory(journey: Journey, ...projectIds: string[]): Promise<void> {
  await expectSettled(journey);
  await expectSound(journey, ...projectIds);
  const witness = { owner: journey.owner, deps: { temporal: journey.temporal } };
  for (const projectId of projectIds) await expectAgreement(witness, projectId, ARMED_AFTER_FAULT_MS);
  await expectKept(journey);
}
