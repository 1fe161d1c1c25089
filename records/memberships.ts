import { sql } from 'kysely';
import type { TaskKind } from '../domain/vocabulary.js';
import type { ActorTransaction } from './actor.js';

/** Teacher ids of the founders of a project, or of a draft; empty when the actor does not see it. */
export async function foundersOf(tx: ActorTransaction, projectId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('project_members')
    .select('teacher_id')
    .where('project_id', '=', projectId)
    .where('role', '=', 'founder')
    .where('left_at', 'is', null)
    .execute();
  return rows.map((row) => row.teacher_id);
}

export interface TaskToDecide {
  projectId: string;
  applicationId: string | null;
  applicantId: string | null;
  kind: TaskKind;
  nsoId: string;
  nsoHasEvaluators: boolean;
  schoolId: string | null;
  rulebookId: string;
  memberTeacherIds: string[];
  memberSchoolIds: string[];
}

/** A task with the parties to its project, for asking who may work on it; null when the actor does not see it. */
export async function taskWithParties(tx: ActorTransaction, taskId: string): Promise<TaskToDecide | null> {
  const { rows } = await sql<TaskToDecide>`
    select t.project_id as "projectId", t.application_id as "applicationId", l.teacher_id as "applicantId", t.kind, t.nso_id as "nsoId",
      t.kind <> 'nsoApproval' or nso_has_evaluators(t.nso_id) as "nsoHasEvaluators",
      t.school_id as "schoolId", p.rulebook_id as "rulebookId",
      array(select m.teacher_id::text from project_members m where m.project_id = t.project_id and m.left_at is null) as "memberTeacherIds",
      array(select m.school_id::text from project_members m where m.project_id = t.project_id and m.left_at is null) as "memberSchoolIds"
    from tasks t join projects p using (project_id) left join label_applications l using (application_id)
    where t.task_id = ${taskId}`.execute(tx);
  return rows[0] ?? null;
}
