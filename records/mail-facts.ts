// What a mail of the outbox may speak of, read when it is sent: names and texts are as they are then.
import { sql } from 'kysely';
import type { MailTemplate } from '../domain/consequence.js';
import type { Rulebook } from '../domain/rulebook.js';
import type { AnswerValues } from '../domain/step.js';
import type { DecisionOutcome, Instant, Language, TaskKind, TaskStatus } from '../domain/vocabulary.js';
import type { Records } from './database.js';
import { listPeriods, rulebookContent } from './rulebooks.js';

export interface PlannedMail {
  mailKey: string;
  template: MailTemplate;
  facts: AnswerValues;
  plannedAt: Instant;
  rulebookId: string;
  project: { projectId: string; title: string; submittedAt: Instant; activatedAt: Instant | null };
  recipient: { name: string; address: string; language: Language; nsoId: string | null; disabled: boolean };
  task: {
    taskId: string;
    kind: TaskKind;
    nsoId: string;
    schoolName: string | null;
    dueAt: Instant;
    status: TaskStatus;
    /** Whether the recipient may work on it, or administers its NSO. */
    forRecipient: boolean;
  } | null;
  decision: {
    kind: TaskKind;
    outcome: DecisionOutcome;
    decidedAt: Instant;
    content: unknown;
    conclusion: unknown;
  } | null;
  application: { applicationId: string; receivedAt: Instant } | null;
  team: {
    memberName: string | null;
    schoolName: string | null;
    founderName: string | null;
    reason: string | null;
  } | null;
  approvedBy: string[];
  /** Whether the recipient's label draft of this project has been submitted. */
  draftSubmitted: boolean;
}

/** Everything about one mail in one statement; null when there is no such mail. */
export async function readPlannedMail(records: Records, mailId: string): Promise<PlannedMail | null> {
  const { rows } = await sql<PlannedMail>`
    select o.mail_key as "mailKey", o.template, o.facts, iso(o.planned_at) as "plannedAt",
      p.rulebook_id as "rulebookId",
      json_build_object('projectId', p.project_id, 'title', p.title, 'submittedAt', iso(p.submitted_at),
        'activatedAt', iso(p.activated_at)) as project,
      json_build_object('name', u.display_name, 'address', u.email, 'language', u.language,
        'nsoId', ${NSO_OF_RECIPIENT}, 'disabled', u.disabled_at is not null) as recipient,
      case when t.task_id is not null then json_build_object('taskId', t.task_id, 'kind', t.kind, 'nsoId', t.nso_id,
        'schoolName', s.name, 'dueAt', iso(t.due_at), 'status', t.status,
        'forRecipient', ${TASK_IS_FOR_RECIPIENT}) end as task,
      case when d.decision_id is not null then json_build_object('kind', d.kind, 'outcome', d.outcome,
        'decidedAt', iso(d.decided_at), 'content', d.content, 'conclusion', d.conclusion) end as decision,
      case when a.application_id is not null then json_build_object('applicationId', a.application_id,
        'receivedAt', iso(a.received_at)) end as application,
      case when o.facts ? 'teacherId' then json_build_object('memberName', ${nameOfTeacher('teacherId')},
        'founderName', ${nameOfTeacher('founderId')},
        'schoolName', (select c.name from schools c where c.school_id = (o.facts->>'schoolId')::uuid),
        'reason', case when o.template = 'memberLeft' then (select i.content->>'reason' from intake i
          where i.command_id = substr(o.cause, length('command/') + 1)::uuid) end) end as team,
      array(select n.nso_id from decisions y join tasks n using (task_id)
        where y.project_id = p.project_id and y.kind = 'nsoApproval' and y.outcome = 'approve'
        order by y.decided_at) as "approvedBy",
      exists (select from drafts f join teachers e using (teacher_id)
        where f.project_id = p.project_id and f.kind = 'label' and e.user_id = o.recipient_id
          and f.submitted_at is not null) as "draftSubmitted"
    from outbox o
      join projects p using (project_id)
      join users u on u.user_id = o.recipient_id
      left join tasks t on t.task_id = o.task_id
      left join schools s on s.school_id = t.school_id
      left join decisions d on d.task_id = o.task_id
      left join label_applications a on a.application_id = o.application_id
    where o.mail_id = ${mailId}
  `.execute(records);
  return rows[0] ?? null;
}

/** The part of the project's rulebook that mails need, with the periods under the ids by which facts name them. */
export async function readMailRules(records: Records, rulebookId: string) {
  const { timeZone, programmeClock, label, nsos } = await rulebookContent(records, rulebookId);
  const periods = await listPeriods(records, rulebookId);
  const rules: Pick<Rulebook, 'timeZone' | 'programmeClock' | 'label' | 'nsos'> = {
    timeZone,
    programmeClock,
    label,
    nsos,
  };
  return {
    ...rules,
    periods: periods.map((period) => ({ periodId: period.periodId, names: period.rules?.names ?? null })),
  };
}

/** The name of the teacher whom the mail's facts name. */
function nameOfTeacher(fact: 'teacherId' | 'founderId') {
  return sql`(select w.display_name from teachers e join users w using (user_id)
          where e.teacher_id = (o.facts->>${sql.lit(fact)})::uuid)`;
}

/** Where the recipient takes part in the project, or else what he or she answers for. */
const NSO_OF_RECIPIENT = sql`coalesce(
  (select c.nso_id from teachers e join project_members m using (teacher_id) join schools c using (school_id)
    where e.user_id = o.recipient_id and m.project_id = p.project_id),
  (select coalesce(g.nso_id, c.nso_id) from user_roles g left join schools c on c.school_id = g.school_id
    where g.user_id = o.recipient_id and coalesce(g.nso_id, c.nso_id) is not null
    order by coalesce(g.nso_id, c.nso_id) = t.nso_id desc nulls last, 1 limit 1))`;

const TASK_IS_FOR_RECIPIENT = sql`(
  exists (select from task_assignments b where b.task_id = t.task_id and b.assignee_id = o.recipient_id)
  or exists (select from user_roles g where g.user_id = o.recipient_id and (
    g.role in ('evaluator', 'nsoAdministrator') and g.nso_id = t.nso_id
    or g.role = 'head' and g.school_id = t.school_id
    or g.role in ('cssOfficer', 'systemAdministrator')))
  or exists (select from project_members f join teachers e using (teacher_id)
    where t.kind = 'revision' and f.project_id = t.project_id and f.role = 'founder' and e.user_id = o.recipient_id))`;
