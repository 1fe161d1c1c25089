import { type Kysely, sql } from 'kysely';
import type { Instant } from '../domain/vocabulary.js';
import type { Tables } from './tables.js';

/** The database's clock: the one that stamps receipts and judges deadlines. */
export async function databaseNow(db: Kysely<Tables>): Promise<Instant> {
  const { rows } = await sql<{ now: Instant }>`select iso(records_clock()) as now`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the clock query returned no row');
  return row.now;
}
