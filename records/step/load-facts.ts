// Everything that the rules need to know about one cause, read in one statement under the project's lock; in another what
// concerns the team of an active project alone.
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Period } from '../../domain/application-deadline.js';
import type {
  ApplicationFacts,
  IntakeFacts,
  LabelFacts,
  MemberFacts,
  ProjectFacts,
  TaskFacts,
} from '../../domain/facts.js';
import type { Command, NextTimer, Step, StepAnswer } from '../../domain/step.js';
import { causeId } from '../../domain/step.js';
import type { Instant, LabelStatus, ProjectStatus } from '../../domain/vocabulary.js';
import { rulebookContent } from '../rulebooks.js';
import type { Tables } from '../tables.js';
import { loadPupilSlots, schoolYearOf } from './load-pupil-slots.js';
import { loadTeam } from './load-team.js';

interface FactsRow {
  now: Instant;
  stored: StepAnswer | null;
  rulebookId: string | null;
  projectStatus: ProjectStatus | null;
  projectTimer: string | null;
  projectTimerAt: Instant | null;
  projectSeq: number | null;
  submitted: ProjectFacts['submitted'];
  completedAt: Instant | null;
  chainSeq: number;
  chainHead: Buffer | null;
  members: MemberFacts[];
  tasks: TaskFacts[];
  intake: IntakeRow | null;
  periods: Period[];
  labelDrafts: ProjectFacts['labelDrafts'];
  draftTeacherId: string | null;
  application: (ApplicationFacts & { timerAt: Instant | null; seq: number }) | null;
  slots: LabelFacts['slots'];
}

/** The command's intake row as the step needs it. */
export interface IntakeRow extends IntakeFacts {
  salt: string;
}

export interface LoadedFacts {
  now: Instant;
  /** The answer that this cause was given before, if it was. */
  stored: StepAnswer | null;
  intake: IntakeRow | null;
  chain: { seq: number; head: Buffer | null };
  rulebookId: string;
  /** The subject as its own row has it; null where it has none yet. */
  before: { status: ProjectStatus | LabelStatus; timer: NextTimer | null; seq: number } | null;
  facts: { subject: 'project'; facts: ProjectFacts } | { subject: 'label'; facts: LabelFacts };
}

/**
 * Loads the facts of a step. The caller holds the project's lock, taken by an earlier statement: this one's snapshot
 * then sees all that earlier steps committed.
 */
export async function loadFacts(tx: Transaction<Tables>, step: Step): Promise<LoadedFacts> {
  const row = await readFacts(tx, step);
  if (!row.rulebookId) throw new Error(`no rulebook for project ${step.projectId}`);
  const rulebook = await rulebookContent(tx, row.rulebookId);
  const schoolYear = schoolYearOf(row.rulebookId, rulebook);
  const shared = {
    now: row.now,
    rulebook,
    periods: row.periods,
    members: row.members,
    tasks: row.tasks,
    intake: row.intake,
  };
  const { projectStatus: status, projectTimer: timer } = row;
  return {
    now: row.now,
    stored: row.stored,
    intake: row.intake,
    chain: { seq: row.chainSeq, head: row.chainHead },
    rulebookId: row.rulebookId,
    before: subjectBefore(step, row),
    facts:
      step.subject === 'project'
        ? {
            subject: 'project',
            facts: {
              ...shared,
              project: status ? { projectId: step.projectId, status, timer } : null,
              submitted: row.submitted,
              team: status === 'active' ? await loadTeam(tx, step) : null,
              pupilSlots: await loadPupilSlots(tx, step, {
                content: row.intake?.content,
                before: row.submitted?.content ?? null,
                schoolYear,
              }),
              labelDrafts: row.labelDrafts,
            },
          }
        : {
            subject: 'label',
            facts: {
              ...shared,
              projectId: step.projectId,
              projectStatus: status,
              draftTeacherId: row.draftTeacherId,
              applicationId: step.subjectId,
              completedAt: row.completedAt,
              application: row.application,
              slots: row.slots,
            },
          },
  };
}

function subjectBefore({ subject }: Step, row: FactsRow): LoadedFacts['before'] {
  const { projectStatus: status, projectTimer: timer, projectTimerAt: timerAt, projectSeq: seq } = row;
  const own = subject === 'project' ? { status, timer, timerAt, seq } : row.application;
  if (!own?.status) return null;
  return { status: own.status, timer: timerOf(own.timer, own.timerAt), seq: own.seq ?? 0 };
}

/** What the columns `timer` and `timer_at` of a subject's row say together. */
export function timerOf(timer: string | null | undefined, at: Instant | null | undefined): NextTimer | null {
  return timer && at ? { timer, at } : null;
}

/** Whether an Update says what the committed intake row says: a forged one does not get past this. */
export function matchesIntake(command: Command, intake: IntakeRow): boolean {
  const said = intake.command;
  return (
    said.commandId === command.commandId &&
    said.kind === command.kind &&
    said.taskId === command.taskId &&
    said.outcome === command.outcome &&
    said.receivedAt === command.receivedAt
  );
}

async function readFacts(tx: Transaction<Tables>, step: Step): Promise<FactsRow> {
  const { rows } = await sql<FactsRow>`
    select ${sharedFacts(step)}, ${step.subject === 'project' ? projectOnly(step) : labelOnly(step.subjectId)}
    from (select ${step.projectId}::uuid as project_id) k
      left join projects p on p.project_id = k.project_id
      left join drafts o on o.draft_id = k.project_id
      cross join lateral (select coalesce(p.rulebook_id, o.rulebook_id) as rulebook_id) r
  `.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('the facts query returned no row');
  return row;
}

function sharedFacts({ subject, subjectId, cause }: Step): RawBuilder<unknown> {
  const commandId = cause.kind === 'command' ? cause.command.commandId : null;
  const ofSubject = subject === 'project' ? sql`t.application_id is null` : sql`t.application_id = ${subjectId}::uuid`;
  return sql`
      iso(records_clock()) as "now",
      (select s.answer from steps s where s.subject_id = ${subjectId} and s.cause = ${causeId(cause)}) as "stored",
      r.rulebook_id as "rulebookId",
      p.status as "projectStatus",
      coalesce(p.chain_seq, 0) as "chainSeq",
      p.chain_head as "chainHead",
      coalesce((select json_agg(json_build_object('teacherId', m.teacher_id, 'userId', t.user_id, 'role', m.role,
                 'schoolId', m.school_id, 'countryCode', s.country_code, 'nsoId', s.nso_id) order by m.role, m.teacher_id)
        from project_members m join teachers t using (teacher_id) join schools s using (school_id)
        where m.project_id = k.project_id and m.left_at is null), '[]') as "members",
      coalesce((select json_agg(json_build_object('taskId', t.task_id, 'kind', t.kind, 'nsoId', t.nso_id,
                 'schoolId', t.school_id, 'status', t.status, 'outcome', t.outcome, 'dueAt', iso(t.due_at),
                 'rungs', t.rungs, 'nextRung', t.next_rung, 'closedAt', iso(t.closed_at),
                 'assigneeId', a.assignee_id) order by t.opened_at, t.task_id)
        from tasks t left join task_assignments a using (task_id)
        where t.project_id = k.project_id and ${ofSubject}), '[]') as "tasks",
      (select json_build_object('actorId', i.actor_id, 'actorTeacherId', t.teacher_id, 'content', i.content, 'salt', i.salt,
                'command', json_build_object('commandId', i.command_id, 'kind', i.kind, 'taskId', i.task_id,
                                             'outcome', i.outcome, 'receivedAt', iso(i.received_at)))
        from intake i left join teachers t on t.user_id = i.actor_id
        where i.command_id = ${commandId}::uuid) as "intake",
      coalesce((select json_agg(json_build_object('periodId', e.period_id, 'opensAt', iso(e.opens_at),
                 'closesAt', iso(e.closes_at), 'evaluationOpensAt', iso(e.evaluation_opens_at),
                 'evaluationClosesAt', iso(e.evaluation_closes_at)) order by e.position)
        from periods e where e.rulebook_id = r.rulebook_id), '[]') as "periods"`;
}

const projectOnly = ({ cause }: Step): RawBuilder<unknown> => sql`
      ${isResubmission(cause) ? sql`json_build_object('content', p.content, 'version', p.current_version)` : sql`null::json`} as "submitted",
      p.timer as "projectTimer",
      iso(p.timer_at) as "projectTimerAt",
      p.state_seq as "projectSeq",
      coalesce((select json_agg(json_build_object('applicationId', d.draft_id, 'teacherId', d.teacher_id))
        from drafts d where d.project_id = k.project_id and d.kind = 'label' and d.submitted_at is null
          and not exists (select 1 from intake i
            where i.project_id = k.project_id and i.subject_id = d.draft_id and i.kind = 'applyForLabel'
              and not exists (select 1 from steps l
                where l.subject_id = d.draft_id and l.cause = 'command/' || i.command_id))), '[]') as "labelDrafts"`;

/** Only a resubmission compares what it says with what was said before. */
function isResubmission(cause: Step['cause']): boolean {
  return cause.kind === 'command' && cause.command.kind === 'resubmit';
}

const labelOnly = (applicationId: string): RawBuilder<unknown> => sql`
      iso(p.completed_at) as "completedAt",
      (select d.teacher_id from drafts d
        where d.draft_id = ${applicationId}::uuid and d.kind = 'label' and d.project_id = k.project_id) as "draftTeacherId",
      (select json_build_object('teacherId', l.teacher_id, 'nsoId', l.nso_id, 'status', l.status, 'periodId', l.period_id,
                'closesAt', iso(l.closes_at), 'receivedAt', iso(l.received_at),
                'missedClosesAt', l.rolled_over_why->>'closedAt', 'timer', l.timer,
                'timerAt', iso(l.timer_at), 'seq', l.state_seq,
                'currentVersion', l.current_version, 'currentReceivedAt', iso(v.received_at),
                'lastVersion', (select max(w.version) from label_application_versions w where w.application_id = l.application_id))
        from label_applications l
          join label_application_versions v on v.application_id = l.application_id and v.version = l.current_version
        where l.application_id = ${applicationId}::uuid) as "application",
      coalesce((select json_agg(json_build_object('periodId', s.period_id, 'slot', s.slot))
        from drafts d join label_slots s on s.teacher_id = d.teacher_id join periods e on e.period_id = s.period_id
        where d.draft_id = ${applicationId}::uuid and e.rulebook_id = r.rulebook_id), '[]') as "slots"`;
