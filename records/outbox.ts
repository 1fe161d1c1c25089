// The outbox: planned → sending → sent | failed | dropped. Several workers drain it side by side.
import { sql } from 'kysely';
import type { Records } from './database.js';

/** A mail that this process may send now. `attempts` counts this attempt and tells it from a later one. */
export interface ClaimedMail {
  mailId: string;
  attempts: number;
}

export type MailSettlement =
  | { status: 'sent' }
  | { status: 'planned'; error: string; retryInSeconds: number }
  | { status: 'failed'; error: string }
  | { status: 'dropped'; error: string };

/**
 * Takes mails that are due, oldest first, and those that a worker left on their way for longer than `staleSeconds`.
 * Committed before anything is sent: what a dying worker sent is then at least known to have been tried.
 */
export async function claimDueMails(
  records: Records,
  { limit, staleSeconds }: { limit: number; staleSeconds: number },
): Promise<ClaimedMail[]> {
  const { rows } = await sql<ClaimedMail>`
    with due as (
      select mail_id from outbox
      where status in ('planned', 'sending') and not_before <= records_clock()
        and (status = 'planned' or sending_at < records_clock() - make_interval(secs => ${staleSeconds}))
      order by not_before
      limit ${limit}
      for update skip locked
    )
    update outbox o set status = 'sending', sending_at = records_clock(), attempts = o.attempts + 1
    from due where o.mail_id = due.mail_id
    returning o.mail_id as "mailId", o.attempts
  `.execute(records);
  return rows;
}

/**
 * Writes what became of an attempt.
 * @returns false when another worker has taken the mail since: then its attempt counts, and nothing is written.
 */
export async function settleMail(records: Records, mail: ClaimedMail, settlement: MailSettlement): Promise<boolean> {
  const now = sql<Date>`records_clock()`;
  const error = settlement.status === 'sent' ? null : settlement.error;
  const result = await records
    .updateTable('outbox')
    .set({
      status: settlement.status,
      last_error: error,
      ...(settlement.status === 'sent' && { sent_at: now }),
      ...(settlement.status === 'planned' && {
        not_before: sql<Date>`records_clock() + make_interval(secs => ${settlement.retryInSeconds})`,
      }),
    })
    .where('mail_id', '=', mail.mailId)
    .where('status', '=', 'sending')
    .where('attempts', '=', mail.attempts)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
