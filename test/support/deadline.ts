import { sql } from 'kysely';
import type { Instant } from '../../domain/vocabulary.js';
import type { Records } from '../../records/database.js';
import type { Rules } from './rules.js';

/**
 * Publishes the first period's deadline anew, so many milliseconds from now; its evaluation opens with it. Tests prepare
 * what takes time first, and then never race with the deadline.
 * @returns the deadline
 */
export async function closeIn(owner: Records, { periodIds }: Rules, ms: number): Promise<Instant> {
  const { rows } = await sql<{ closesAt: Instant }>`
    update periods set closes_at = records_clock() + make_interval(secs => ${ms / 1000}),
      evaluation_opens_at = records_clock() + make_interval(secs => ${ms / 1000})
    where period_id = ${periodIds[0]} returning iso(closes_at) as "closesAt"`.execute(owner);
  const [row] = rows;
  if (!row) throw new Error('no such period');
  return row.closesAt;
}
