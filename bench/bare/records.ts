// The two tables of the bare workflows: one row stands for the intake, one for what a step records.
import pg from 'pg';
import type { BareAnswer, BareCommand, BareRow } from './messages.js';

const SCHEMA = `
  create schema if not exists bench_bare;
  create table if not exists bench_bare.intake (
    command_id uuid primary key,
    subject_id uuid not null,
    kind text not null,
    received_at timestamptz not null default clock_timestamp()
  );
  create table if not exists bench_bare.steps (
    subject_id uuid not null,
    cause text not null,
    kind text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (subject_id, cause)
  );
  grant usage on schema bench_bare to etwinning_api, etwinning_worker;
  grant select, insert, update on all tables in schema bench_bare to etwinning_api, etwinning_worker;`;

/** Makes the tables, as the owner of the database. */
export async function createBareTables(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(SCHEMA);
  } finally {
    await client.end();
  }
}

export interface BareRecords {
  /** Commits the row that stands for the intake. @returns the command as the Update carries it. */
  takeIn(command: Omit<BareCommand, 'receivedAt'>, subjectId: string): Promise<BareCommand>;
  /** Commits the row that stands for the step; the same cause again finds it. */
  record(row: BareRow): Promise<BareAnswer>;
  close(): Promise<void>;
}

/** Opens a pool with as many connections as the product's process of that role has. Statements are prepared once. */
export function openBareRecords(url: string, connections: number): BareRecords {
  const pool = new pg.Pool({ connectionString: url, max: connections, application_name: 'bare' });
  pool.on('error', () => undefined);
  return {
    async takeIn(command, subjectId) {
      const { rows } = await pool.query<{ received_at: Date }>({
        name: 'take-in',
        text: 'insert into bench_bare.intake (command_id, subject_id, kind) values ($1, $2, $3) returning received_at',
        values: [command.commandId, subjectId, command.kind],
      });
      return { ...command, receivedAt: rows[0]?.received_at.toISOString() ?? '' };
    },
    async record({ subjectId, cause, kind }) {
      const { rows } = await pool.query<{ recorded_at: Date }>({
        name: 'record',
        text: `insert into bench_bare.steps (subject_id, cause, kind) values ($1, $2, $3)
          on conflict (subject_id, cause) do update set kind = excluded.kind returning recorded_at`,
        values: [subjectId, cause, kind],
      });
      return { outcome: 'recorded', recordedAt: rows[0]?.recorded_at.toISOString() ?? '' };
    },
    close: () => pool.end(),
  };
}
