// Which slots the pupils of a project have (R-2.e): a statement of its own, only where codes are named or were.
import { sql, type Transaction } from 'kysely';
import type { ProjectContent } from '../../domain/project-content.js';
import { type PupilSlot, pupilCodesIn } from '../../domain/pupil-slots.js';
import type { Rulebook } from '../../domain/rulebook.js';
import type { Step } from '../../domain/step.js';
import type { Tables } from '../tables.js';

type Content = Pick<ProjectContent, 'pupilsGroups'>;

/** The slots of this project, and those that other projects hold for the pupils whom the command names. */
export async function loadPupilSlots(
  tx: Transaction<Tables>,
  { projectId, cause }: Step,
  said: { content: unknown; before: Content | null; schoolYear: string },
): Promise<PupilSlot[]> {
  if (cause.kind !== 'command' || !['submit', 'resubmit'].includes(cause.command.kind)) return [];
  const named = pupilCodesIn((said.content as { content?: Content } | undefined)?.content);
  if (named.length === 0 && pupilCodesIn(said.before).length === 0) return [];
  const { rows } = await sql<PupilSlot>`
    select s.school_id as "schoolId", s.pupil_code as "code", s.slot, s.project_id = ${projectId}::uuid as "isOwn"
    from pupil_slots s
    where s.project_id = ${projectId}::uuid
      or (s.school_year = ${said.schoolYear} and (s.school_id, s.pupil_code) in (
        select n."schoolId", n."code" from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as n ("schoolId" uuid, "code" text)))
  `.execute(tx);
  return rows;
}

/** What is rehearsed takes nobody's place: a rehearsal has a school year of its own. */
export function schoolYearOf(rulebookId: string, rulebook: Rulebook): string {
  return rulebookId === rulebook.id ? rulebook.schoolYear.name : rulebookId;
}
