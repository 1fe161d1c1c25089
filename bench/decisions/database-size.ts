import { sql } from 'kysely';
import type { Records } from '../../records/database.js';

export interface DatabaseSize {
  /** The product's tables and indexes on disk. */
  bytes: number;
  /** Written to the log that makes commits durable, by everybody, since the cluster was made. */
  walBytes: number;
}

export async function databaseSize(owner: Records): Promise<DatabaseSize> {
  const { rows } = await sql<{ bytes: string; walBytes: string }>`
    select (select sum(pg_total_relation_size(oid)) from pg_class where relkind in ('r', 'm')
              and relnamespace = 'public'::regnamespace) as "bytes",
      pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as "walBytes"`.execute(owner);
  return { bytes: Number(rows[0]?.bytes ?? 0), walBytes: Number(rows[0]?.walBytes ?? 0) };
}
