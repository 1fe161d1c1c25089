import { type Kysely, sql } from 'kysely';

/** Several people write one draft: who is told of a conflict is told whose text is there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table drafts add column saved_by uuid references users;
    comment on column drafts.saved_by is 'Who saved the newest version; null as long as it is the one with which the owner began';
    grant update (saved_by) on drafts to etwinning_api;
  `.execute(db);
}
