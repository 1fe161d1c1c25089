import { sql } from 'kysely';
import type { Consequence } from '../../domain/consequence.js';
import type { Setting } from './carry-out.js';
import { schoolYearOf } from './load-pupil-slots.js';

type Of<Kind extends Consequence['kind']> = Extract<Consequence, { kind: Kind }>;

/** Fails on a slot taken meanwhile by another project's step; the next attempt sees it. */
export function takePupilSlots({ plan, step, cause, loaded }: Setting, { pupils }: Of<'takePupilSlots'>): void {
  const schoolYear = schoolYearOf(loaded.rulebookId, loaded.facts.facts.rulebook);
  // In one order for all, so that two projects of the same pupils wait for each other instead of blocking.
  const ordered = pupils.toSorted((one, other) => (one.schoolId + one.code < other.schoolId + other.code ? -1 : 1));
  plan.add((db) =>
    db.insertInto('pupil_slots').values(
      ordered.map(({ schoolId, code, slot }) => ({
        school_id: schoolId,
        school_year: schoolYear,
        pupil_code: code,
        slot,
        project_id: step.projectId,
        cause,
      })),
    ),
  );
}

/** Gives back the slots of some pupils, or of all where the project has come to nothing. */
export function freePupilSlots({ plan, step }: Setting, { pupils }: Of<'freePupilSlots'>): void {
  plan.add((db) => {
    const own = db.deleteFrom('pupil_slots').where('project_id', '=', step.projectId);
    if (pupils === 'all') return own;
    return own.where(
      sql<boolean>`(school_id, pupil_code) in (select n."schoolId", n."code"
        from jsonb_to_recordset(${JSON.stringify(pupils)}::jsonb) as n ("schoolId" uuid, "code" text))`,
    );
  });
}
