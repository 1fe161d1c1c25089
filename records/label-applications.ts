// Label applications as their teacher, and those who evaluate them, see them.
import { type Kysely, sql } from 'kysely';
import type { LabelContent } from '../domain/label-content.js';
import type { AnswerValues } from '../domain/step.js';
import type { Instant, LabelStatus } from '../domain/vocabulary.js';
import type { Tables } from './tables.js';

export interface StoredApplication {
  applicationId: string;
  projectId: string;
  projectTitle: string;
  rulebookId: string;
  teacherId: string;
  status: LabelStatus | 'draft';
  periodId: string | null;
  closesAt: Instant | null;
  receivedAt: Instant | null;
  rolledOverFrom: string | null;
  rolledOverWhy: AnswerValues | null;
  version: number;
  savedAt: Instant;
  /** Name of whoever saved this version. */
  savedBy: string;
  content: LabelContent;
  /** Judged by the database's clock: the deadline, not a timer, ends it. */
  editable: boolean;
  decision: {
    outcome: 'award' | 'refuse';
    decidedAt: Instant;
    points: number;
    maximumPoints: number;
    feedback: string;
    scores: { criterion: string; points: number; comment: string }[];
  } | null;
}

/**
 * Who sent the command that made the version `v`; null once its intake row is erased, or where somebody else brought the
 * application in, whose commands are not its teacher's to see. Written so that intake's key is used.
 */
const SENDER = sql`(select i.actor_id from intake i
      where i.command_id = case when v.cause ~ '^command/[0-9a-f-]{36}$' then substr(v.cause, 9)::uuid end)`;

const APPLICATION = sql`
  select d.draft_id as "applicationId", d.project_id as "projectId", p.title as "projectTitle", d.rulebook_id as "rulebookId",
    d.teacher_id as "teacherId", coalesce(l.status, 'draft') as "status", l.period_id as "periodId",
    iso(coalesce(e.closes_at, l.closes_at)) as "closesAt", iso(l.received_at) as "receivedAt",
    l.rolled_over_from as "rolledOverFrom", l.rolled_over_why as "rolledOverWhy",
    coalesce(l.current_version, d.version) as "version", coalesce(v.content, d.content) as "content",
    iso(coalesce(v.received_at, d.updated_at)) as "savedAt",
    (select u.display_name from users u where u.user_id = case when v.version is null then coalesce(d.saved_by, d.owner_id)
      else coalesce(${SENDER}, d.saved_by, d.owner_id) end) as "savedBy",
    coalesce(l.status in ('submitted', 'awaitingPeriod') and (e.closes_at is null or e.closes_at > records_clock()),
             d.submitted_at is null) as "editable",
    case when c.decision_id is not null then json_build_object('outcome', c.outcome, 'decidedAt', iso(c.decided_at),
      'points', c.conclusion->'points', 'maximumPoints', c.conclusion->'maximumPoints',
      'feedback', c.content->'feedback', 'scores', c.content->'scores') end as "decision"
  from drafts d join projects p using (project_id)
    left join label_applications l on l.application_id = d.draft_id
    left join periods e on e.period_id = l.period_id
    left join label_application_versions v on v.application_id = l.application_id and v.version = l.current_version
    left join decisions c on c.application_id = l.application_id`;

/** An application, draft or submitted, or null where there is none that the actor may see. */
export async function findApplication(db: Kysely<Tables>, applicationId: string): Promise<StoredApplication | null> {
  const { rows } = await sql<StoredApplication>`${APPLICATION}
    where d.draft_id = ${applicationId} and d.kind = 'label'`.execute(db);
  return rows[0] ?? null;
}

/** A teacher's applications, newest first. */
export async function selectApplications(db: Kysely<Tables>, teacherId: string): Promise<StoredApplication[]> {
  const { rows } = await sql<StoredApplication>`${APPLICATION}
    where d.teacher_id = ${teacherId} and d.kind = 'label' order by d.created_at desc, d.draft_id desc`.execute(db);
  return rows;
}

/** The application of a teacher for a project, if there is one. */
export async function findOwnApplication(
  db: Kysely<Tables>,
  projectId: string,
  teacherId: string,
): Promise<{ applicationId: string; status: LabelStatus | 'draft' } | null> {
  const { rows } = await sql<{ applicationId: string; status: LabelStatus | 'draft' }>`
    select d.draft_id as "applicationId", coalesce(l.status, 'draft') as status
    from drafts d left join label_applications l on l.application_id = d.draft_id
    where d.project_id = ${projectId} and d.teacher_id = ${teacherId} and d.kind = 'label'`.execute(db);
  return rows[0] ?? null;
}

export interface SubmittedVersion {
  version: number;
  receivedAt: Instant;
  /** Name of whoever sent it. */
  sentBy: string;
  /** The one that counts: the last that was received before the deadline. */
  isFrozen: boolean;
}

/** The versions of a submitted application, newest first; none while it is a draft. */
export async function selectVersions(db: Kysely<Tables>, applicationId: string): Promise<SubmittedVersion[]> {
  const { rows } = await sql<SubmittedVersion>`
    select v.version, iso(v.received_at) as "receivedAt",
      (select u.display_name from users u where u.user_id = coalesce(${SENDER}, d.saved_by, t.user_id)) as "sentBy",
      l.frozen_version is not distinct from v.version as "isFrozen"
    from label_application_versions v join label_applications l using (application_id) join teachers t using (teacher_id)
      left join drafts d on d.draft_id = v.application_id
    where v.application_id = ${applicationId} order by v.version desc`.execute(db);
  return rows;
}

export interface EvaluatedApplication {
  applicationId: string;
  applicantName: string;
  version: number;
  content: LabelContent;
  receivedAt: Instant;
  frozenAt: Instant;
}

/** What an evaluator scores: the version that was frozen at the deadline. */
export async function findFrozenVersion(
  db: Kysely<Tables>,
  applicationId: string,
): Promise<EvaluatedApplication | null> {
  const { rows } = await sql<EvaluatedApplication>`
    select l.application_id as "applicationId", u.display_name as "applicantName", v.version, v.content,
      iso(v.received_at) as "receivedAt", iso(l.frozen_at) as "frozenAt"
    from label_applications l
      join label_application_versions v on v.application_id = l.application_id and v.version = l.frozen_version
      join teachers t on t.teacher_id = l.teacher_id join users u on u.user_id = t.user_id
    where l.application_id = ${applicationId}`.execute(db);
  return rows[0] ?? null;
}
