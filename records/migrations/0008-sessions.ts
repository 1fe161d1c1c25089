import { type Kysely, sql } from 'kysely';

/** Who is signed in at the pages. Only a digest of the cookie is kept: reading this table lets nobody in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table web_sessions (
      session_digest bytea primary key,
      user_id uuid not null references users,
      form_token text not null,
      created_at timestamptz not null default clock_timestamp(),
      last_seen_at timestamptz not null default clock_timestamp(),
      expires_at timestamptz not null
    );
    create index web_sessions_by_user on web_sessions (user_id);
    comment on table web_sessions is 'Sessions of the pages, by the digest of their cookie; written by the api alone';

    alter table web_sessions enable row level security;
    create policy api_all on web_sessions to etwinning_api using (true) with check (true);
    grant select, insert, update, delete on web_sessions to etwinning_api;
  `.execute(db);
}
