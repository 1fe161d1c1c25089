// The drain of a deadline: what was received before it is decided before anything freezes, however late it comes here.
import { setTimeout as wait } from 'node:timers/promises';
import { sql, type Transaction } from 'kysely';
import type { Command, Step, StepAnswer } from '../../domain/step.js';
import { failpoint } from '../../failpoints/failpoint.js';
import type { Tables } from '../tables.js';

/** A timer may fire a little before the database's clock shows the deadline; longer waits are for another timer. */
const LONGEST_WAIT_MS = 5_000;

type Decide = (step: Step) => Promise<StepAnswer>;

/** Only a label application's own timer can be its freeze. */
export function mayFreeze({ subject, cause }: Step): boolean {
  return subject === 'label' && cause.kind === 'timer';
}

/**
 * Before a label application freezes: waits until the database's clock has passed the deadline, takes the period's lock
 * exclusively for a moment, so that an insert begun before the deadline is seen, and decides every command received before it that
 * no step has decided yet. Does nothing for any other step.
 */
export async function drainBeforeFreeze(tx: Transaction<Tables>, step: Step, decide: Decide): Promise<void> {
  const deadline = await freezingDeadline(tx, step);
  if (!deadline || deadline.remainingMs > LONGEST_WAIT_MS) return;
  if (deadline.remainingMs > 0) await wait(Math.ceil(deadline.remainingMs) + 1);

  await sql`select await_receipts(${deadline.periodId})`.execute(tx);
  if (failpoint) await failpoint('drainLocked', step.projectId);
  for (const command of await undecidedCommands(tx, step.subjectId, deadline.closesAt)) {
    const answer = await decide({ ...step, cause: { kind: 'command', command } });
    await tx
      .updateTable('intake')
      .set({ settled_at: sql<Date>`records_clock()`, settlement: JSON.stringify(answer) })
      .where('command_id', '=', command.commandId)
      .execute();
    if (failpoint) await failpoint('drainDecided', step.projectId);
  }
}

async function freezingDeadline(tx: Transaction<Tables>, step: Step) {
  if (step.cause.kind !== 'timer') return null;
  const { rows } = await sql<{ periodId: string; closesAt: string; remainingMs: number }>`
    select a.period_id as "periodId", iso(e.closes_at) as "closesAt",
      extract(epoch from e.closes_at - records_clock())::float8 * 1000 as "remainingMs"
    from label_applications a join periods e using (period_id)
    where a.application_id = ${step.subjectId} and a.status = 'submitted' and a.timer = ${step.cause.timer}
      and e.closes_at is not null
  `.execute(tx);
  return rows[0] ?? null;
}

async function undecidedCommands(tx: Transaction<Tables>, applicationId: string, closesAt: string): Promise<Command[]> {
  const { rows } = await sql<Command>`
    select i.command_id as "commandId", i.kind, i.task_id as "taskId", i.outcome, iso(i.received_at) as "receivedAt"
    from intake i
    where i.subject_id = ${applicationId} and i.kind = 'editApplication' and i.received_at < ${closesAt}
      and i.settled_at is null
      and not exists (select 1 from steps s where s.subject_id = i.subject_id and s.cause = 'command/' || i.command_id)
    order by i.received_at, i.command_id
  `.execute(tx);
  return rows;
}
