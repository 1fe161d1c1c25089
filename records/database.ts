import type { Socket } from 'node:net';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { PreparedClient } from './prepared-client.js';
import type { Tables } from './tables.js';

export type Records = Kysely<Tables>;

export interface DatabaseOptions {
  /** Most connections that this process holds. */
  connections?: number;
  /** Name shown in pg_stat_activity. */
  application: string;
  /** Ends a connection on which nothing has come for so long. Left out: never, for work that takes long. */
  silentForMs?: number;
}

/**
 * Longer than any statement of the product takes, or any lock is held. Where a network loses connections without a word, a process
 * would wait for answers on them, and PostgreSQL hold the locks of transactions that are never ended, for a quarter of an hour.
 */
export const SILENT_FOR_MS = 10_000;

/**
 * Statements find rows by key, whatever the key: planning them anew for each value would cost more than running them.
 * None is large enough to gain from compilation.
 */
const SESSION_OPTIONS = '-c plan_cache_mode=force_generic_plan -c jit=off';
const endsWhenIdle = (ms: number) => ` -c idle_in_transaction_session_timeout=${ms}`;

/**
 * Opens a pool to the records.
 * Statements of one transaction may be sent without waiting for each other (`pipeline`): a decision costs few round trips.
 */
export function openRecords(url: string, options: DatabaseOptions): Records {
  const { silentForMs } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    application_name: options.application,
    pipeline: true,
    Client: PreparedClient,
    connectionTimeoutMillis: 10_000,
    options: SESSION_OPTIONS + (silentForMs === undefined ? '' : endsWhenIdle(silentForMs)),
  } as pg.PoolConfig);
  // A connection that dies fails the query that uses it, or is replaced at the next use. Without listeners its error would
  // end the process: the pool listens to idle connections only.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    if (silentForMs !== undefined) endWhenSilent(client, silentForMs);
  });
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** The socket of a connection that is ready, encrypted or not. Whoever waits for an answer on it hears that it has ended. */
function endWhenSilent(client: pg.PoolClient, ms: number): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.setTimeout(ms, () => stream.destroy(new Error('PostgreSQL has been silent for too long')));
}
