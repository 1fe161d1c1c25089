// A project's history: its journal, and the commands that were refused, which stay on their intake rows.
import { type Kysely, sql } from 'kysely';
import type { AppliedRule, JournalEvent } from '../domain/consequence.js';
import type { AnswerValues, StepAnswer } from '../domain/step.js';
import type { CommandKind, Instant, LabelStatus, ProjectStatus, SubjectKind } from '../domain/vocabulary.js';
import type { Tables } from './tables.js';

export interface StoredEntry {
  seq: number;
  at: Instant;
  event: JournalEvent;
  element: string;
  subject: SubjectKind;
  subjectId: string;
  actorName: string | null;
  onBehalfOf: string | null;
  statusBefore: ProjectStatus | LabelStatus | null;
  statusAfter: ProjectStatus | LabelStatus | null;
  rules: AppliedRule[];
  detail: AnswerValues;
  /** Names for the ids in `detail`, for whoever reads it now; the journal itself holds none. */
  schoolName: string | null;
  applicantName: string | null;
  /** Of the teachers whom `detail` names as `teacherIds`, and of its `founderId`. */
  memberNames: string | null;
  founderName: string | null;
}

export interface RefusedCommand {
  at: Instant;
  kind: CommandKind;
  subject: SubjectKind;
  subjectId: string;
  actorName: string | null;
  answer: Exclude<StepAnswer, { kind: 'applied' }>;
}

/** Journal entries that the actor may see, in the order in which they were written. */
export async function selectEntries(db: Kysely<Tables>, projectId: string): Promise<StoredEntry[]> {
  const { rows } = await sql<StoredEntry>`
    select j.seq, iso(j.occurred_at) as "at", j.event, j.element, j.subject_kind as "subject", j.subject_id as "subjectId",
      u.display_name as "actorName", j.on_behalf_of as "onBehalfOf", j.status_before as "statusBefore",
      j.status_after as "statusAfter", j.rules, j.detail, s.name as "schoolName", au.display_name as "applicantName",
      (select string_agg(mu.display_name, ', ' order by mu.display_name) from teachers mt join users mu using (user_id)
        where mt.teacher_id = any (string_to_array(j.detail->>'teacherIds', ',')::uuid[])) as "memberNames",
      (select fu.display_name from teachers ft join users fu using (user_id)
        where ft.teacher_id = (j.detail->>'founderId')::uuid) as "founderName"
    from journal j left join users u on u.user_id = j.actor_id
      left join schools s on s.school_id = (j.detail->>'schoolId')::uuid
      left join label_applications l on l.application_id = j.subject_id
      left join teachers t on t.teacher_id = l.teacher_id left join users au on au.user_id = t.user_id
    where j.project_id = ${projectId} order by j.seq`.execute(db);
  return rows;
}

/** Well-formed commands that were turned away, in the order of their receipt. */
export async function selectRefused(db: Kysely<Tables>, projectId: string): Promise<RefusedCommand[]> {
  const { rows } = await sql<RefusedCommand>`
    select iso(i.received_at) as "at", i.kind, i.subject_kind as "subject", i.subject_id as "subjectId",
      u.display_name as "actorName", i.settlement as "answer"
    from intake i left join users u on u.user_id = i.actor_id
    where i.project_id = ${projectId} and i.settlement->>'kind' in ('already', 'refused')
    order by i.received_at, i.command_id`.execute(db);
  return rows;
}
