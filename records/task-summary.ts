// A task as lists show it.
import { type Kysely, sql } from 'kysely';
import type { ProjectCategory } from '../domain/project-category.js';
import type { Instant, LabelStatus, ProjectStatus, TaskKind, TaskStatus } from '../domain/vocabulary.js';
import type { Tables } from './tables.js';

export interface TaskSummary {
  taskId: string;
  kind: TaskKind;
  status: TaskStatus;
  outcome: string | null;
  projectId: string;
  rulebookId: string;
  title: string;
  category: ProjectCategory;
  /** Where its project stands, or for an evaluation the label application. */
  stage: ProjectStatus | LabelStatus;
  nsoId: string;
  /** The school whose council decides; null for other tasks. */
  school: { schoolId: string; name: string } | null;
  /** Whose application is evaluated; null for other tasks. */
  application: { applicationId: string; applicantName: string } | null;
  /** Countries of all members, each once. */
  countries: string[];
  openedAt: Instant;
  dueAt: Instant;
  closedAt: Instant | null;
  /** Derived from the due date and the database's clock; never stored. */
  overdue: boolean;
  reminded: boolean;
  escalated: boolean;
  assignee: { userId: string; displayName: string; assignedAt: Instant } | null;
}

/** Columns of a summary; `t` is the task, the rest is joined by `SUMMARY_JOINS`. */
export const SUMMARY_COLUMNS =
  sql.raw(`t.task_id as "taskId", t.kind, t.status, t.outcome, t.project_id as "projectId", p.rulebook_id as "rulebookId", p.title, p.category,
  coalesce(l.status, p.status) as "stage", t.nso_id as "nsoId",
  case when s.school_id is not null then json_build_object('schoolId', s.school_id, 'name', s.name) end as "school",
  case when l.application_id is not null then
    json_build_object('applicationId', l.application_id, 'applicantName', lu.display_name) end as "application",
  coalesce((select json_agg(distinct ms.country_code) from project_members m join schools ms using (school_id)
            where m.project_id = t.project_id and m.left_at is null), '[]') as "countries",
  iso(t.opened_at) as "openedAt", iso(t.due_at) as "dueAt", iso(t.closed_at) as "closedAt",
  t.status = 'open' and t.due_at <= records_clock() as "overdue",
  t.reminded_at is not null as "reminded", t.escalated_at is not null as "escalated",
  case when a.task_id is not null then json_build_object('userId', a.assignee_id, 'displayName', au.display_name,
    'assignedAt', iso(a.assigned_at)) end as "assignee"`);

export const SUMMARY_JOINS = sql.raw(`join projects p on p.project_id = t.project_id
  left join schools s on s.school_id = t.school_id
  left join label_applications l on l.application_id = t.application_id
  left join teachers lt on lt.teacher_id = l.teacher_id
  left join users lu on lu.user_id = lt.user_id
  left join task_assignments a on a.task_id = t.task_id
  left join users au on au.user_id = a.assignee_id`);

/** One task, or null where there is none that the actor may see. */
export async function findTaskSummary(db: Kysely<Tables>, taskId: string): Promise<TaskSummary | null> {
  const { rows } = await sql<TaskSummary>`
    select ${SUMMARY_COLUMNS} from tasks t ${SUMMARY_JOINS} where t.task_id = ${taskId}`.execute(db);
  return rows[0] ?? null;
}
