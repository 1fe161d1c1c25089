import { type Kysely, sql } from 'kysely';

/** Who may connect. Passwords are the operator's: the roles are made without one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const role of ['etwinning_api', 'etwinning_worker', 'etwinning_auditor']) {
    await sql`
      do $$ begin
        if not exists (select 1 from pg_roles where rolname = ${sql.lit(role)}) then
          create role ${sql.ref(role)} login nosuperuser nobypassrls;
        end if;
      exception when duplicate_object or unique_violation then null; -- roles are the cluster's: another database made it
      end $$`.execute(db);
    await sql`grant usage on schema public to ${sql.ref(role)}`.execute(db);
  }
}
