// What holds of every answer to what nobody means well by sending.
import { expect } from '@jest/globals';
import type { LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import type { Records } from '../../../records/database.js';

/** A refusal in problem details, of the caller's making, that says nothing of the inside. */
export function expectRefused(answer: LightMyRequestResponse, what: string): void {
  const { statusCode, headers, body } = answer;
  const type = String(headers['content-type']);
  const isRefused = statusCode >= 400 && statusCode < 500 && type.startsWith('application/problem+json');
  expect([what, statusCode, isRefused]).toEqual([what, statusCode, true]);
  expect([what, JSON.parse(body).status]).toEqual([what, statusCode]);
  expect([what, /node_modules|SyntaxError|select |invalid byte/.test(body)]).toEqual([what, false]);
}

/** How many rows each table has: hostile input changes none. */
export async function rowCounts(owner: Records): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`.execute(
    owner,
  );
  const counts = tables.map(async ({ name }) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`.execute(owner);
    return [name, rows[0]?.n ?? 0] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}
