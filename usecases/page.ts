// One page of a list. The cursor says where the next one begins and is nobody's business but the list's own.
import { z } from 'zod';
import type { Keyset } from '../records/keyset.js';
import { Problem } from './problem.js';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export const MOST_PER_PAGE = 100;

const keysetSchema = z.tuple([z.iso.datetime({ precision: 3 }), z.guid()]);

/**
 * Where a page begins.
 * @throws Problem `invalid` for a cursor that no list gave out, or a limit outside 1 to 100
 */
export function pageStart({ cursor, limit }: { cursor?: string; limit: number }): {
  after: Keyset | null;
  limit: number;
} {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_PER_PAGE) throw invalid('limit');
  if (cursor === undefined) return { after: null, limit };
  try {
    const [at, id] = keysetSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { after: { at, id }, limit };
  } catch {
    throw invalid('cursor');
  }
}

/** Makes a page of the rows that a query gave, which was asked for one more than `limit`. */
export function pageOf<T>(rows: readonly T[], limit: number, keysetOf: (row: T) => Keyset): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items, nextCursor: null };
  const { at, id } = keysetOf(last);
  return { items, nextCursor: Buffer.from(JSON.stringify([at, id])).toString('base64url') };
}

function invalid(field: string): Problem {
  return new Problem('invalid', null, {}, [{ field, code: 'invalidValue', rule: null, values: {} }]);
}
