import { sql } from 'kysely';
import type { ProjectStatus, TaskKind, TaskStatus } from '../../domain/vocabulary.js';
import type { ActorTransaction } from '../actor.js';

export interface ImportedProject {
  projectId: string;
  /** Null until its submission was carried out, or while it is not this person's to see. */
  status: ProjectStatus | null;
  /** Who was named as founder when it came in, whoever is it now; null as the status. */
  founderIds: string[] | null;
  /** Who takes part now. */
  memberTeacherIds: string[];
  memberSchoolIds: string[];
  tasks: {
    taskId: string;
    kind: TaskKind;
    nsoId: string;
    schoolId: string | null;
    status: TaskStatus;
    outcome: string | null;
  }[];
}

/** The project that was imported under this name, as far as it has come; null where none was. */
export async function importedProject(tx: ActorTransaction, importedAs: string): Promise<ImportedProject | null> {
  const { rows } = await sql<ImportedProject>`
    select i.project_id as "projectId", p.status,
      (select json_agg(f->>'teacherId') from jsonb_array_elements(p.content->'founders') f) as "founderIds",
      array(select m.teacher_id from project_members m where m.project_id = p.project_id and m.left_at is null)
        as "memberTeacherIds",
      array(select m.school_id from project_members m where m.project_id = p.project_id and m.left_at is null)
        as "memberSchoolIds",
      coalesce((select json_agg(json_build_object('taskId', t.task_id, 'kind', t.kind, 'nsoId', t.nso_id, 'schoolId', t.school_id,
          'status', t.status, 'outcome', t.outcome) order by t.opened_at, t.task_id)
        from tasks t where t.project_id = i.project_id and t.application_id is null), '[]') as "tasks"
    from (select imported_project(${importedAs}) as project_id) i left join projects p using (project_id)
    where i.project_id is not null`.execute(tx);
  return rows[0] ?? null;
}

/** The registered teacher with this e-mail address, null where there is none, or more than one. */
export async function teacherByEmail(tx: ActorTransaction, email: string): Promise<string | null> {
  const { rows } = await sql<{ teacherId: string }>`
    select t.teacher_id as "teacherId" from users u join teachers t using (user_id)
    where lower(u.email) = lower(${email}) limit 2`.execute(tx);
  return rows.length === 1 ? (rows[0]?.teacherId ?? null) : null;
}
