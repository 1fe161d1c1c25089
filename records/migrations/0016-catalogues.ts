import { type Kysely, sql } from 'kysely';

/** What a rulebook tells people beside its rules: no step reads it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table catalogues (
      source_id text primary key,
      content jsonb not null,
      updated_at timestamptz not null default clock_timestamp()
    );
    comment on table catalogues is 'Kits, links and help of a rulebook, by the id of its source, so that its rehearsals share it (R-5.b, R-9)';
    alter table catalogues enable row level security;
    grant select on catalogues to etwinning_api, etwinning_auditor;
    create policy api_reads on catalogues for select to etwinning_api using (true);
    create policy auditor_reads on catalogues for select to etwinning_auditor using (true);
  `.execute(db);
}
