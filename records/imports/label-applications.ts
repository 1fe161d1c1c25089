import { sql } from 'kysely';
import type { LabelContent } from '../../domain/label-content.js';
import type { LabelStatus } from '../../domain/vocabulary.js';
import type { ActorTransaction } from '../actor.js';

export interface MemberToImport {
  schoolId: string;
  nsoId: string;
  /** Of an application that was received. */
  status: LabelStatus | null;
  /** Of one whose import did not come to its end. */
  draftId: string | null;
}

/** A teacher of a project with what there is of his or her application; null for whoever takes no part. */
export async function memberToImport(
  tx: ActorTransaction,
  { projectId, teacherId }: { projectId: string; teacherId: string },
): Promise<MemberToImport | null> {
  const { rows } = await sql<MemberToImport>`
    select s.school_id as "schoolId", s.nso_id as "nsoId", l.status, d.draft_id as "draftId"
    from project_members m join schools s using (school_id)
      left join label_applications l using (project_id, teacher_id)
      left join drafts d on d.project_id = m.project_id and d.teacher_id = m.teacher_id and d.kind = 'label'
        and d.imported_as is not null and d.submitted_at is null
    where m.project_id = ${projectId} and m.teacher_id = ${teacherId} and m.left_at is null`.execute(tx);
  return rows[0] ?? null;
}

/**
 * Writes what a teacher applied with on paper, as that teacher's own draft.
 * @returns false where the teacher has begun an application here
 */
export async function insertImportedApplication(
  tx: ActorTransaction,
  draft: { applicationId: string; projectId: string; teacherId: string; importedAs: string; content: LabelContent },
): Promise<boolean> {
  const { applicationId, projectId, teacherId, importedAs, content } = draft;
  const { numAffectedRows } = await sql`
    insert into drafts (draft_id, kind, project_id, owner_id, teacher_id, rulebook_id, content, imported_as, saved_by)
    select ${applicationId}::uuid, 'label', p.project_id, t.user_id, t.teacher_id, p.rulebook_id,
      ${JSON.stringify(content)}::jsonb, ${importedAs}, actor_id()
    from projects p, teachers t where p.project_id = ${projectId} and t.teacher_id = ${teacherId}
    on conflict on constraint drafts_one_label do nothing`.execute(tx);
  return numAffectedRows === 1n;
}
