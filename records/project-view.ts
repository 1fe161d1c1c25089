// One submitted project with all that its page shows.
import { type Kysely, sql } from 'kysely';
import type { ProjectCategory } from '../domain/project-category.js';
import type { ProjectContent } from '../domain/project-content.js';
import type { DecisionOutcome, Instant, ProjectStatus, TaskKind, TaskStatus } from '../domain/vocabulary.js';
import type { Tables } from './tables.js';

export interface ProjectMemberView {
  teacherId: string;
  displayName: string;
  role: 'founder' | 'partner';
  roleText: string;
  school: { schoolId: string; name: string };
  countryCode: string;
  nsoId: string;
  /** Whether he or she can no longer sign in: then the other founder hands over in this one's place. */
  accountClosed: boolean;
}

/** Somebody who is asked to take part, or to be founder in another's place; until it takes effect or ends. */
export interface InvitationView {
  invitationId: string;
  teacherId: string;
  displayName: string;
  school: { schoolId: string; name: string };
  countryCode: string;
  roleText: string;
  replacesTeacherId: string | null;
  /** `accepted`: waits for the council of the school. */
  status: 'open' | 'accepted';
  invitedAt: Instant;
}

export interface ProjectTaskView {
  taskId: string;
  kind: TaskKind;
  nsoId: string;
  schoolName: string | null;
  status: TaskStatus;
  openedAt: Instant;
  dueAt: Instant;
  overdue: boolean;
  escalated: boolean;
  closedAt: Instant | null;
  assigneeName: string | null;
}

export interface DecisionView {
  taskId: string;
  kind: TaskKind;
  nsoId: string;
  outcome: DecisionOutcome;
  decidedAt: Instant;
  decidedByName: string;
  reason: string | null;
}

export interface StoredProject {
  projectId: string;
  rulebookId: string;
  title: string;
  status: ProjectStatus;
  category: ProjectCategory;
  content: ProjectContent;
  /** Number of the version that councils and NSOs decide on: what was submitted last. */
  version: number;
  submittedAt: Instant;
  activatedAt: Instant | null;
  completedAt: Instant | null;
  completionSummary: string | null;
  members: ProjectMemberView[];
  invitations: InvitationView[];
  tasks: ProjectTaskView[];
  decisions: DecisionView[];
}

/** The project, or null where there is none that the actor may see. Evaluations of applications are not part of it. */
export async function findProject(db: Kysely<Tables>, projectId: string): Promise<StoredProject | null> {
  const { rows } = await sql<StoredProject>`
    select p.project_id as "projectId", p.rulebook_id as "rulebookId", p.title, p.status, p.category, p.content,
      p.current_version as "version",
      iso(p.submitted_at) as "submittedAt", iso(p.activated_at) as "activatedAt", iso(p.completed_at) as "completedAt",
      p.completion_summary as "completionSummary",
      ${membersOf(sql`p.project_id`)} as "members",
      coalesce((select json_agg(json_build_object('invitationId', v.invitation_id, 'teacherId', v.teacher_id,
          'displayName', u.display_name, 'school', json_build_object('schoolId', s.school_id, 'name', s.name),
          'countryCode', s.country_code, 'roleText', v.role_text, 'replacesTeacherId', v.replaces_teacher_id,
          'status', v.status, 'invitedAt', iso(v.invited_at)) order by v.invited_at, v.invitation_id)
        from team_invitations v join schools s using (school_id) join teachers t using (teacher_id) join users u using (user_id)
        where v.project_id = p.project_id and v.status in ('open', 'accepted')), '[]') as "invitations",
      coalesce((select json_agg(json_build_object('taskId', t.task_id, 'kind', t.kind, 'nsoId', t.nso_id,
          'schoolName', s.name, 'status', t.status, 'openedAt', iso(t.opened_at), 'dueAt', iso(t.due_at),
          'overdue', t.status = 'open' and t.due_at <= records_clock(), 'escalated', t.escalated_at is not null,
          'closedAt', iso(t.closed_at), 'assigneeName', u.display_name) order by t.opened_at, t.task_id)
        from tasks t left join schools s using (school_id) left join task_assignments a using (task_id)
          left join users u on u.user_id = a.assignee_id
        where t.project_id = p.project_id and t.application_id is null), '[]') as "tasks",
      coalesce((select json_agg(json_build_object('taskId', d.task_id, 'kind', d.kind, 'nsoId', t.nso_id,
          'outcome', d.outcome, 'decidedAt', iso(d.decided_at), 'decidedByName', u.display_name,
          'reason', d.content->>'reason') order by d.decided_at)
        from decisions d join tasks t using (task_id) join users u on u.user_id = d.decided_by
        where d.project_id = p.project_id and d.application_id is null), '[]') as "decisions"
    from projects p where p.project_id = ${projectId}`.execute(db);
  return rows[0] ?? null;
}

/** Members of a project or draft, founders first. */
export function membersOf(projectId: ReturnType<typeof sql>) {
  return sql`coalesce((select json_agg(json_build_object('teacherId', m.teacher_id, 'displayName', u.display_name,
      'role', m.role, 'roleText', m.role_text, 'school', json_build_object('schoolId', s.school_id, 'name', s.name),
      'countryCode', s.country_code, 'nsoId', s.nso_id,
      'accountClosed', u.disabled_at is not null) order by m.role, u.display_name)
    from project_members m join schools s using (school_id) join teachers t using (teacher_id) join users u using (user_id)
    where m.project_id = ${projectId} and m.left_at is null), '[]')`;
}
