// Everything that the rules need to know about one step of an evaluation period, read under the lock of its row.
import { sql, type Transaction } from 'kysely';
import type { UnclaimedTask } from '../../domain/allocation.js';
import { type Period, publishedPeriods } from '../../domain/application-deadline.js';
import type { EvaluatorFacts, PeriodFacts, PeriodProgress, PeriodStand } from '../../domain/period-facts.js';
import { type PeriodStep, periodCause } from '../../domain/period-step.js';
import type { StepAnswer } from '../../domain/step.js';
import type { Instant } from '../../domain/vocabulary.js';
import { rulebookContent } from '../rulebooks.js';
import type { Tables } from '../tables.js';
import { PROGRESS_COLUMNS } from './progress.js';

export interface LoadedPeriod {
  /** The answer that this cause was given before, if it was. */
  stored: StepAnswer | null;
  rulebookId: string;
  facts: PeriodFacts;
}

interface FactsRow {
  now: Instant;
  stored: StepAnswer | null;
  rulebookId: string;
  period: Period;
  stand: PeriodStand;
  progress: PeriodProgress;
  unreceived: number;
  evaluators: EvaluatorFacts[];
}

/** @throws when the period's row is not there: the caller has opened and locked it. */
export async function loadPeriod(tx: Transaction<Tables>, step: PeriodStep): Promise<LoadedPeriod> {
  const row = await readFacts(tx, step);
  const { stored, rulebookId, period, ...known } = row;
  const rulebook = await rulebookContent(tx, rulebookId);
  const allocates = (rulebook.evaluation?.allocation ?? 'none') !== 'none';
  const [published = period] = publishedPeriods([period]);
  const tasks = stored === null && allocates ? await unclaimedTasks(tx, step) : [];
  return { stored, rulebookId, facts: { ...known, nsoId: step.nsoId, period: published, rulebook, tasks } };
}

async function readFacts(tx: Transaction<Tables>, step: PeriodStep): Promise<FactsRow> {
  const { nsoId, periodId } = step;
  const { rows } = await sql<FactsRow>`
    select iso(records_clock()) as "now", e.rulebook_id as "rulebookId",
      (select s.answer from period_steps s
        where s.nso_id = w.nso_id and s.period_id = w.period_id and s.cause = ${periodCause(step)}) as "stored",
      json_build_object('periodId', e.period_id, 'opensAt', iso(e.opens_at), 'closesAt', iso(e.closes_at),
        'evaluationOpensAt', iso(e.evaluation_opens_at), 'evaluationClosesAt', iso(e.evaluation_closes_at)) as "period",
      json_build_object('seq', w.seq, 'status', w.status, 'timer', w.timer, 'timerAt', iso(w.timer_at),
        'digestAt', iso(w.digest_at), 'escalatedAt', iso(w.escalated_at), 'lastEvaluatorId', w.last_evaluator_id) as "stand",
      (select json_build_object(${PROGRESS_COLUMNS}) from label_applications l
        left join tasks t on t.application_id = l.application_id and t.status = 'open'
        left join task_assignments a on a.task_id = t.task_id
        where l.nso_id = w.nso_id and l.period_id = w.period_id) as "progress",
      (select count(*)::int from intake i join drafts d on d.draft_id = i.subject_id
          join project_members m on m.project_id = d.project_id and m.teacher_id = d.teacher_id
          join schools c on c.school_id = m.school_id
        where i.period_id = w.period_id and i.kind = 'applyForLabel' and c.nso_id = w.nso_id
          and i.received_at < e.closes_at and i.settled_at is null
          and not exists (select from steps s where s.subject_id = i.subject_id and s.cause = 'command/' || i.command_id)
      ) as "unreceived",
      coalesce((select json_agg(json_build_object('userId', g.user_id, 'openTasks', h.open, 'overdueTasks', h.overdue,
          'nextDueAt', iso(h.next_due_at)) order by g.user_id)
        from user_roles g join users u on u.user_id = g.user_id and u.disabled_at is null
          cross join lateral (
            select count(*) as open, count(*) filter (where t.due_at < records_clock()) as overdue, min(t.due_at) as next_due_at
            from task_assignments a join tasks t using (task_id)
            where a.assignee_id = g.user_id and t.status = 'open' and t.kind = 'labelEvaluation' and t.nso_id = w.nso_id) h
        where g.role = 'evaluator' and g.nso_id = w.nso_id), '[]') as "evaluators"
    from evaluation_periods w join periods e using (period_id)
    where w.nso_id = ${nsoId} and w.period_id = ${periodId}
  `.execute(tx);
  const [row] = rows;
  if (!row) throw new Error(`no evaluation period ${nsoId}/${periodId}`);
  return row;
}

/**
 * Open evaluations that nobody holds and that were never allocated. Left out, until the next look: those on which a decision
 * was taken in, and those of a project whose step is running, so that nobody who is just deciding finds the task taken.
 */
async function unclaimedTasks(tx: Transaction<Tables>, { nsoId, periodId }: PeriodStep): Promise<UnclaimedTask[]> {
  const { rows } = await sql<UnclaimedTask>`
    select t.task_id as "taskId", t.application_id as "applicationId", iso(t.opened_at) as "openedAt", iso(t.due_at) as "dueAt",
      array(
        select g.user_id from user_roles g where g.role = 'evaluator' and g.nso_id = t.nso_id and (
          exists (select from project_members m left join teachers c using (teacher_id)
            where m.project_id = t.project_id and m.left_at is null and (c.user_id = g.user_id or exists (
              select from user_roles h where h.user_id = g.user_id and h.role = 'head' and h.school_id = m.school_id)))
          or exists (select from tasks o join task_assignments a using (task_id)
            where o.application_id = t.application_id and a.assignee_id = g.user_id))) as "excludedUserIds"
    from label_applications l join tasks t using (application_id) join projects p on p.project_id = l.project_id
    where l.nso_id = ${nsoId} and l.period_id = ${periodId} and l.status = 'evaluation'
      and t.kind = 'labelEvaluation' and t.nso_id = l.nso_id and t.status = 'open'
      and not exists (select from task_assignments a where a.task_id = t.task_id)
      and not exists (select from task_allocations a where a.task_id = t.task_id)
      and not exists (select from intake i where i.task_id = t.task_id and i.settled_at is null)
    order by t.opened_at, t.task_id
    for update of p skip locked
  `.execute(tx);
  return rows;
}
