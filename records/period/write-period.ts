// Writes what a step of an evaluation period concluded.
import { sql, type Transaction } from 'kysely';
import type { Allocation } from '../../domain/allocation.js';
import type { PeriodConclusion } from '../../domain/period-lifecycle.js';
import type { PeriodMail } from '../../domain/period-mails.js';
import { type PeriodState, type PeriodStep, periodCause } from '../../domain/period-step.js';
import type { Instant } from '../../domain/vocabulary.js';
import type { Tables } from '../tables.js';

type Tx = Transaction<Tables>;

/**
 * Claims the tasks for those to whom they are allocated: one conditional write. What was claimed or closed meanwhile stays
 * as it is.
 * @returns what was written, in the order of the allocations
 */
export async function writeAllocations(
  tx: Tx,
  step: PeriodStep,
  now: Instant,
  allocations: readonly Allocation[],
): Promise<Allocation[]> {
  if (allocations.length === 0) return [];
  const { rows } = await sql<Allocation>`
    with wanted as (
      select w."taskId", w."userId" from jsonb_to_recordset(${JSON.stringify(allocations)}::jsonb) as w ("taskId" uuid, "userId" uuid)
        join tasks t on t.task_id = w."taskId" and t.status = 'open'
    ), claimed as (
      insert into task_assignments (task_id, assignee_id) select "taskId", "userId" from wanted
      on conflict (task_id) do nothing
      returning task_id, assignee_id
    )
    insert into task_allocations (task_id, evaluator_id, allocated_at, cause)
    select task_id, assignee_id, ${now}::timestamptz, ${periodCause(step)} from claimed
    returning task_id as "taskId", evaluator_id as "userId"
  `.execute(tx);
  const written = new Set(rows.map(({ taskId }) => taskId));
  return allocations.filter(({ taskId }) => written.has(taskId));
}

/** Plans the mails: one row per recipient, each under a key made of its cause, so that a cause mails nobody twice. */
export async function planPeriodMails(
  tx: Tx,
  step: PeriodStep,
  now: Instant,
  mails: readonly PeriodMail[],
): Promise<void> {
  if (mails.length === 0) return;
  const { nsoId, periodId } = step;
  const cause = periodCause(step);
  await sql`
    insert into outbox (mail_id, mail_key, nso_id, period_id, template, recipient_id, facts, not_before, cause)
    select gen_random_uuid(), concat_ws('/', 'period', ${nsoId}::text, ${periodId}::text, ${cause}::text, m.template, r.user_id),
      ${nsoId}::text, ${periodId}::text, m.template, r.user_id, m.facts, ${now}::timestamptz, ${cause}::text
    from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) as m (template text, "userId" uuid, facts jsonb)
      cross join lateral (
        select g.user_id from user_roles g
          where m."userId" is null and g.role = 'nsoAdministrator' and g.nso_id = ${nsoId}::text
        union
        select m."userId" where m."userId" is not null
      ) r join users w on w.user_id = r.user_id and w.disabled_at is null
    on conflict on constraint outbox_key do nothing
  `.execute(tx);
}

/** Writes the period's row, the cause's answer, and the results where they are published. @returns the state after it. */
export async function writePeriod(
  tx: Tx,
  step: PeriodStep,
  { now, seq, lastEvaluatorId }: { now: Instant; seq: number; lastEvaluatorId: string | null },
  conclusion: PeriodConclusion,
): Promise<PeriodState> {
  const { nsoId: nso_id, periodId: period_id } = step;
  const { status, nextTimer, digestAt, escalatedAt, answer, results } = conclusion;
  const cause = periodCause(step);
  const row = {
    status,
    timer: nextTimer?.timer ?? null,
    timer_at: nextTimer?.at ?? null,
    digest_at: digestAt,
    escalated_at: escalatedAt,
    last_evaluator_id: lastEvaluatorId,
    seq,
    cause,
    updated_at: now,
  };
  const result = results && { nso_id, period_id, ...results, published_at: now, cause };
  await Promise.all([
    tx
      .updateTable('evaluation_periods')
      .set(row)
      .where('nso_id', '=', nso_id)
      .where('period_id', '=', period_id)
      .execute(),
    tx
      .insertInto('period_steps')
      .values({ nso_id, period_id, cause, seq, answer: JSON.stringify(answer), recorded_at: now })
      .execute(),
    result && tx.insertInto('period_results').values(result).execute(),
  ]);
  return { seq, status, nextTimer, ended: status === 'published' };
}
