import { type Kysely, sql } from 'kysely';
import { membersOf, type ProjectContent } from '../domain/project-content.js';
import type { SubmissionFacts } from '../domain/submission-check.js';
import { embeddingChoices } from './catalogues.js';
import type { Tables } from './tables.js';

/**
 * What the registry knows about the people and schools that a submission names, for `checkSubmission`.
 * Closures are not recorded yet, so that an in-school project is refused (R-1.2.c).
 */
export async function submissionFacts(
  db: Kysely<Tables>,
  content: Pick<ProjectContent, 'founders' | 'partners' | 'embedding'>,
  submittedByTeacherId: string,
  rulebookId: string,
): Promise<SubmissionFacts> {
  const members = membersOf(content);
  const teacherIds = [...new Set([submittedByTeacherId, ...members.map((member) => member.teacherId)])];
  const schoolIds = [...new Set(members.map((member) => member.schoolId))];
  const { rows } = await sql<Pick<SubmissionFacts, 'teachers' | 'schools' | 'now'>>`
    select iso(records_clock()) as "now",
      coalesce((select json_agg(json_build_object('teacherId', t.teacher_id, 'motherTongues', t.mother_tongues,
                 'understands', t.understands,
                 'lastSignedInAt', iso(coalesce(g.signed_in_at, t.registered_at)),
                 'schoolIds', array(select s.school_id from teacher_schools s where s.teacher_id = t.teacher_id)))
        from teachers t left join registrations g using (teacher_id) where t.teacher_id = any (${teacherIds}::uuid[])), '[]') as "teachers",
      coalesce((select json_agg(json_build_object('schoolId', s.school_id, 'country', s.country_code))
        from schools s where s.school_id = any (${schoolIds}::uuid[])), '[]') as "schools"
  `.execute(db);
  const known = rows[0] ?? { teachers: [], schools: [] };
  const choices = content.embedding && { embeddingChoices: await embeddingChoices(db, rulebookId) };
  return { ...known, submittedByTeacherId, closureRecorded: false, ...choices };
}
