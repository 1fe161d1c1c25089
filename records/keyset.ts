import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../domain/vocabulary.js';

/** The last row of a page by what the list is sorted by; the id settles what happened in the same millisecond. */
export interface Keyset {
  at: Instant;
  id: string;
}

/**
 * The condition that a row comes after the last one seen; true for the first page.
 * @param order of the list, `>` for ascending and `<` for descending
 */
export function comesAfter(at: RawBuilder<unknown>, id: RawBuilder<unknown>, order: '>' | '<', after: Keyset | null) {
  if (after === null) return sql`true`;
  return sql`(${at}, ${id}) ${sql.raw(order)} (${after.at}::timestamptz, ${after.id}::uuid)`;
}
