import { v7 as uuidv7 } from 'uuid';
import type { Consequence } from '../../domain/consequence.js';
import type { OnPaper } from '../../domain/import/on-paper.js';
import type { LabelContent } from '../../domain/label-content.js';
import type { Instant } from '../../domain/vocabulary.js';
import type { Setting } from './carry-out.js';
import type { IntakeRow } from './load-facts.js';

type Of<Kind extends Consequence['kind']> = Extract<Consequence, { kind: Kind }>;

/** The application's row begins with its receipt; later consequences of the same step complete it. */
export function openApplication(setting: Setting, opening: Of<'openApplication'>): void {
  const { plan, step, loaded } = setting;
  Object.assign(plan.application, {
    application_id: step.subjectId,
    project_id: step.projectId,
    teacher_id: opening.teacherId,
    nso_id: opening.nsoId,
    status: opening.status,
    period_id: opening.periodId,
    closes_at: opening.closesAt,
    rolled_over_from: opening.rolledOver?.fromPeriodId ?? null,
    rolled_over_why: opening.rolledOver ? JSON.stringify(opening.rolledOver.why) : null,
    received_at: opening.receivedAt,
  });
  plan.add((db) => db.updateTable('drafts').set({ submitted_at: loaded.now }).where('draft_id', '=', step.subjectId));
  writeVersion(setting, { version: 1, isCurrent: true, receivedAt: opening.receivedAt });
}

/** Keeps what was received as a version of its own. */
export function addVersion(setting: Setting, { version, isCurrent }: Of<'addVersion'>): void {
  writeVersion(setting, { version, isCurrent, receivedAt: commandOf(setting).command.receivedAt });
}

function writeVersion(
  setting: Setting,
  { version, isCurrent, receivedAt }: { version: number; isCurrent: boolean; receivedAt: Instant },
): void {
  const { plan, step, cause } = setting;
  // How it came in stays with its command.
  const { import: _paper, ...content } = commandOf(setting).content as LabelContent & { import?: OnPaper };
  if (isCurrent) plan.application.current_version = version;
  plan.add((db) =>
    db.insertInto('label_application_versions').values({
      application_id: step.subjectId,
      version,
      content: JSON.stringify(content),
      received_at: receivedAt,
      cause,
    }),
  );
}

/** Fails on a slot taken meanwhile by another project's step; the next attempt sees it. */
export function takeSlot({ plan, step, cause }: Setting, { teacherId, periodId, slot }: Of<'takeSlot'>): void {
  plan.add((db) =>
    db
      .insertInto('label_slots')
      .values({ teacher_id: teacherId, period_id: periodId, slot, application_id: step.subjectId, cause }),
  );
}

export function awardLabel({ plan, step, cause, loaded }: Setting, award: Of<'awardLabel'>): void {
  plan.add((db) =>
    db.insertInto('labels').values({
      label_id: uuidv7(),
      application_id: step.subjectId,
      project_id: step.projectId,
      teacher_id: award.teacherId,
      period_id: award.periodId,
      awarded_at: loaded.intake?.command.receivedAt ?? loaded.now,
      awards_eligible: award.awardsEligible,
      cause,
    }),
  );
}

function commandOf({ loaded }: Setting): IntakeRow {
  if (!loaded.intake) throw new Error('this follows from a command only');
  return loaded.intake;
}
