import { type Kysely, sql } from 'kysely';

/** What people asked, committed before any workflow hears of it, stamped by one clock. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function records_clock() returns timestamptz language sql volatile
      return date_trunc('milliseconds', clock_timestamp());
    comment on function records_clock is 'The one clock that stamps receipts and judges deadlines, in whole milliseconds';

    create table intake (
      command_id uuid primary key,
      actor_id uuid not null references users,
      idempotency_key text not null,
      body_hash bytea not null,
      kind text not null,
      subject_kind text not null constraint intake_subject_kind check (subject_kind in ('project', 'label')),
      project_id uuid not null,
      subject_id uuid not null,
      task_id uuid,
      outcome text,
      content jsonb not null,
      salt uuid not null default gen_random_uuid(),
      period_id text references periods,
      received_at timestamptz not null,
      settled_at timestamptz,
      settlement jsonb,
      resent_at timestamptz,
      constraint intake_idempotency unique (actor_id, idempotency_key)
    );
    create index intake_unsettled on intake (received_at) where settled_at is null;
    create index intake_by_project on intake (project_id, received_at);
    comment on column intake.salt is 'Salts the digest of the content in the journal, so that erasing the row makes the digest mute';
    comment on table intake is 'Every well-formed command, committed before Temporal is told; settled by Temporal''s final answer or by a deadline''s drain';

    -- The shared lock and the clock must be read in this order: whoever holds the period's lock exclusively after
    -- its deadline then sees every row received before it (the drain).
    create function take_in(
      p_command_id uuid, p_actor_id uuid, p_idempotency_key text, p_body_hash bytea, p_kind text, p_subject_kind text,
      p_project_id uuid, p_subject_id uuid, p_task_id uuid, p_outcome text, p_content jsonb, p_period_id text
    ) returns setof intake language plpgsql as $$
    begin
      if p_period_id is not null then
        perform pg_advisory_xact_lock_shared(hashtextextended(p_period_id, 0));
      end if;
      insert into intake (command_id, actor_id, idempotency_key, body_hash, kind, subject_kind, project_id, subject_id,
                          task_id, outcome, content, period_id, received_at)
      values (p_command_id, p_actor_id, p_idempotency_key, p_body_hash, p_kind, p_subject_kind, p_project_id, p_subject_id,
              p_task_id, p_outcome, p_content, p_period_id, records_clock())
      on conflict on constraint intake_idempotency do nothing;
      return query select * from intake i where i.actor_id = p_actor_id and i.idempotency_key = p_idempotency_key;
    end $$;
    comment on function take_in is 'Commits a command under a shared lock of its period; a repeated idempotency key returns the first row';
  `.execute(db);
}
