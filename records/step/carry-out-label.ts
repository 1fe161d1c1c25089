import { v7 as uuidv7 } from 'uuid';
import type { Consequence } from '../../domain/consequence.js';
import type { Setting } from './carry-out.js';
import type { IntakeRow } from './load-facts.js';

type Of<Kind extends Consequence['kind']> = Extract<Consequence, { kind: Kind }>;

export async function openApplication(setting: Setting, opening: Of<'openApplication'>): Promise<void> {
  const { tx, step, cause, loaded } = setting;
  const intake = commandOf(setting);
  await tx
    .insertInto('label_applications')
    .values({
      application_id: step.subjectId,
      project_id: step.projectId,
      teacher_id: opening.teacherId,
      nso_id: opening.nsoId,
      status: opening.status,
      period_id: opening.periodId,
      closes_at: opening.closesAt,
      rolled_over_from: opening.rolledOver?.fromPeriodId ?? null,
      rolled_over_why: opening.rolledOver ? JSON.stringify(opening.rolledOver.why) : null,
      received_at: intake.command.receivedAt,
      current_version: 0,
      cause,
      updated_at: loaded.now,
    })
    .execute();
  await tx.updateTable('drafts').set({ submitted_at: loaded.now }).where('draft_id', '=', step.subjectId).execute();
  await addVersion(setting, 1);
}

/** Keeps what was received as a version of its own. */
export async function addVersion(setting: Setting, version: number): Promise<void> {
  const { tx, step, cause } = setting;
  const intake = commandOf(setting);
  await tx
    .insertInto('label_application_versions')
    .values({
      application_id: step.subjectId,
      version,
      content: JSON.stringify(intake.content),
      received_at: intake.command.receivedAt,
      cause,
    })
    .execute();
  await tx
    .updateTable('label_applications')
    .set({ current_version: version, cause })
    .where('application_id', '=', step.subjectId)
    .execute();
}

export async function freezeVersion({ tx, step, cause, loaded }: Setting, version: number): Promise<void> {
  await tx
    .updateTable('label_applications')
    .set({ frozen_version: version, frozen_at: loaded.now, cause })
    .where('application_id', '=', step.subjectId)
    .execute();
}

export async function awardLabel({ tx, step, cause, loaded }: Setting, award: Of<'awardLabel'>): Promise<void> {
  await tx
    .insertInto('labels')
    .values({
      label_id: uuidv7(),
      application_id: step.subjectId,
      project_id: step.projectId,
      teacher_id: award.teacherId,
      period_id: award.periodId,
      awarded_at: loaded.intake?.command.receivedAt ?? loaded.now,
      awards_eligible: award.awardsEligible,
      cause,
    })
    .execute();
}

function commandOf({ loaded }: Setting): IntakeRow {
  if (!loaded.intake) throw new Error('this follows from a command only');
  return loaded.intake;
}
