import { CompiledQuery, type Transaction } from 'kysely';
import type { Actor } from '../domain/permissions.js';
import type { Records } from './database.js';
import type { Tables } from './tables.js';
import { inTransaction, type LastStatements } from './transaction.js';

export type ActorTransaction = Transaction<Tables>;

/**
 * Runs `work` in one transaction in which row-level security shows what this actor may see, and nothing else. .b.3: a
 * project's inside is open to those who take part in it, and to those who answer for it.
 * `sees_all` is for those who answer for the whole programme, and for the product's own loops (`SYSTEM_ACTOR`).
 */
export async function withActor<T>(
  db: Records,
  actor: Actor,
  work: (tx: ActorTransaction) => Promise<T | LastStatements<T>>,
): Promise<T> {
  return inTransaction(db, { opening: [settingsOf(actor)] }, work);
}

/** The same for work that only reads: a page that asks everything at once costs two round trips. */
export async function readAs<T>(db: Records, actor: Actor, work: (tx: ActorTransaction) => Promise<T>): Promise<T> {
  return inTransaction(db, { readOnly: true, opening: [settingsOf(actor)] }, work);
}

/**
 * The same for lists. An NSO's are planned anew each time: the way that is short to the newest of ten thousand projects is
 * long to those of an NSO that has twenty, and the other way round.
 */
export async function listAs<T>(db: Records, actor: Actor, work: (tx: ActorTransaction) => Promise<T>): Promise<T> {
  const opening = [settingsOf(actor), ...(actor.nsoIds.length > 0 ? [PLANNED_EACH_TIME] : [])];
  return inTransaction(db, { readOnly: true, opening }, work);
}

const PLANNED_EACH_TIME = CompiledQuery.raw('set local plan_cache_mode = force_custom_plan');

function settingsOf(actor: Actor): CompiledQuery {
  return CompiledQuery.raw(
    `select set_config('app.actor_id', $1, true), set_config('app.teacher_id', $2, true),
       set_config('app.nso_ids', $3, true), set_config('app.school_ids', $4, true),
       set_config('app.sees_all', $5, true)`,
    [
      actor.userId,
      actor.teacherId ?? '',
      arrayLiteral(actor.nsoIds),
      arrayLiteral(actor.headOfSchoolIds),
      actor.seesAll ? 'on' : '',
    ],
  );
}

function arrayLiteral(ids: readonly string[]): string {
  return `{${ids.join(',')}}`;
}
