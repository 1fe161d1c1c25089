// The transaction that decides what happens in an evaluation period: one for each cause, under the lock of the period's row.
import { sql, type Transaction } from 'kysely';
import type { PeriodFacts } from '../../domain/period-facts.js';
import { concludePeriodStep } from '../../domain/period-lifecycle.js';
import { allocationMails } from '../../domain/period-mails.js';
import type { PeriodState, PeriodStep, RecordedPeriodStep } from '../../domain/period-step.js';
import type { Records } from '../database.js';
import type { Tables } from '../tables.js';
import { inTransaction } from '../transaction.js';
import { loadPeriod } from './load-period-facts.js';
import { planPeriodMails, writeAllocations, writePeriod } from './write-period.js';

/**
 * Decides and records one step of an NSO's evaluation period. The same cause again gets the stored answer, and nothing is
 * allocated or planned twice. The state is the period's as it stands after this transaction.
 * @throws when the database is away or two transactions collide: the caller tries again with the same cause.
 */
export async function recordPeriodStep(records: Records, step: PeriodStep): Promise<RecordedPeriodStep> {
  return inTransaction(records, {}, async (tx) => {
    const locked = lockPeriod(tx, step);
    const [, { stored, facts }] = await Promise.all([locked, loadPeriod(tx, step)]);
    if (stored) return { answer: stored, state: stateOf(facts) };

    const conclusion = concludePeriodStep(facts, step.timer);
    const given = await writeAllocations(tx, step, facts.now, conclusion.allocations);
    const { answer } = conclusion;
    const counted = { ...conclusion, answer: { ...answer, values: { ...answer.values, allocated: given.length } } };
    const row = {
      now: facts.now,
      seq: facts.stand.seq + 1,
      lastEvaluatorId: given.at(-1)?.userId ?? facts.stand.lastEvaluatorId,
    };
    const [state] = await Promise.all([
      writePeriod(tx, step, row, counted),
      planPeriodMails(tx, step, facts.now, [...allocationMails(facts, given), ...conclusion.mails]),
    ]);
    return { answer: counted.answer, state };
  });
}

/** The first step makes the row; steps of one period wait here for each other. */
async function lockPeriod(tx: Transaction<Tables>, { nsoId, periodId }: PeriodStep): Promise<void> {
  const opened = sql`
    insert into evaluation_periods (nso_id, period_id, status, cause, updated_at)
    values (${nsoId}, ${periodId}, 'applications', 'opening', records_clock())
    on conflict do nothing`.execute(tx);
  const locked = sql`
    select from evaluation_periods where nso_id = ${nsoId} and period_id = ${periodId} for update`.execute(tx);
  await Promise.all([opened, locked]);
}

function stateOf({ stand }: PeriodFacts): PeriodState {
  const { seq, status, timer, timerAt } = stand;
  const nextTimer = timer !== null && timerAt !== null ? { timer, at: timerAt } : null;
  return { seq, status, nextTimer, ended: status === 'published' };
}
