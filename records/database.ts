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
}

/**
 * Statements find rows by key, whatever the key: planning them anew for each value would cost more than running them.
 * None is large enough to gain from compilation.
 */
const SESSION_OPTIONS = '-c plan_cache_mode=force_generic_plan -c jit=off';

/**
 * Opens a pool to the records.
 * Statements of one transaction may be sent without waiting for each other (`pipeline`): a decision costs few round trips.
 */
export function openRecords(url: string, options: DatabaseOptions): Records {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    application_name: options.application,
    pipeline: true,
    Client: PreparedClient,
    connectionTimeoutMillis: 10_000,
    options: SESSION_OPTIONS,
  } as pg.PoolConfig);
  // A connection that dies fails the query that uses it, or is replaced at the next use. Without listeners its error would
  // end the process: the pool listens to idle connections only.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
