import { type Kysely, sql } from 'kysely';

/** What is kept for good, and what is still to be sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table steps (
      subject_id uuid not null,
      cause text not null,
      project_id uuid not null,
      answer jsonb not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (subject_id, cause)
    );
    comment on table steps is 'The answer given to each cause, once: the same cause again hears the same answer';

    create table journal (
      project_id uuid not null references projects,
      seq integer not null,
      cause text not null,
      subject_kind text not null constraint journal_subject_kind check (subject_kind in ('project', 'label')),
      subject_id uuid not null,
      element text not null,
      event text not null,
      actor_id uuid references users,
      on_behalf_of text,
      status_before text,
      status_after text,
      rules jsonb not null,
      detail jsonb not null,
      occurred_at timestamptz not null,
      recorded_at timestamptz not null,
      previous_hash bytea,
      hash bytea not null,
      primary key (project_id, seq)
    );
    create index journal_by_subject on journal (subject_id, seq);
    comment on table journal is 'Append-only, one entry per step, chained by hash within a project; ids, codes and salted digests only, never text or names';
    comment on column journal.element is 'Id of the BPMN element that the step passed';

    create table outbox (
      mail_id uuid primary key,
      mail_key text not null,
      project_id uuid not null references projects,
      application_id uuid references label_applications,
      task_id uuid references tasks,
      template text not null,
      recipient_id uuid not null references users,
      facts jsonb not null,
      not_before timestamptz not null,
      status text not null default 'planned' constraint outbox_status check (status in ('planned', 'sending', 'sent', 'failed', 'dropped')),
      attempts integer not null default 0,
      last_error text,
      planned_at timestamptz not null default clock_timestamp(),
      sending_at timestamptz,
      sent_at timestamptz,
      cause text not null,
      constraint outbox_key unique (mail_key)
    );
    create index outbox_due on outbox (not_before) where status in ('planned', 'sending');
    create index outbox_by_project on outbox (project_id);
    comment on table outbox is 'Mails to send: at least once, with a Message-ID made of mail_key; dropped when what one says no longer holds';
  `.execute(db);
}
