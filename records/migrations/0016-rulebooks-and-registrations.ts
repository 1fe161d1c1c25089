import { type Kysely, sql } from 'kysely';

/**
 * Rulebooks and periods that administrators publish, four eyes each; what a rulebook tells people beside its rules; and what
 * teachers declare: that they are still there, that they accept the code of conduct, what they are interested in.
 */
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

    create table publications (
      publication_id uuid primary key,
      kind text not null constraint publications_kind check (kind in ('rulebook', 'period')),
      rulebook_id text not null,
      content jsonb not null,
      status text not null default 'proposed'
        constraint publications_status check (status in ('proposed', 'published', 'withdrawn')),
      proposed_by uuid not null references users,
      proposed_at timestamptz not null default clock_timestamp(),
      closed_by uuid references users,
      closed_at timestamptz,
      constraint publications_closed check ((status = 'proposed') = (closed_by is null) and (status = 'proposed') = (closed_at is null)),
      constraint publications_four_eyes check (status <> 'published' or closed_by <> proposed_by)
    );
    comment on table publications is 'A rulebook or a period that an administrator proposed and another one published, or that was withdrawn';
    create index publications_by_rulebook on publications (rulebook_id) where status = 'published';
    alter table publications enable row level security;
    grant select, insert, update (status, closed_by, closed_at) on publications to etwinning_api;
    grant select on publications to etwinning_auditor;
    create policy api_reads on publications for select to etwinning_api using (actor_sees_all());
    create policy api_proposes on publications for insert to etwinning_api with check (
      actor_sees_all() and status = 'proposed' and proposed_by = actor_id());
    create policy api_closes on publications for update to etwinning_api using (actor_sees_all() and status = 'proposed')
      with check (closed_by = actor_id());
    create policy auditor_reads on publications for select to etwinning_auditor using (true);

    -- What a period is called and which days it has, where it was published after its rulebook.
    alter table periods add column rules jsonb;

    -- Alone nobody publishes for the programme: what the api writes there has a publication that a second person confirmed.
    create function is_published(rulebook text) returns boolean language sql stable
      return exists (select from publications p where p.rulebook_id = rulebook and p.status = 'published');
    create function is_rehearsal(rulebook text) returns boolean language sql stable
      return exists (select from rulebooks r where r.rulebook_id = rulebook and r.kind = 'rehearsal');
    drop policy api_publishes on rulebooks;
    drop policy api_publishes on periods;
    create policy api_publishes on rulebooks for insert to etwinning_api with check (
      actor_sees_all() and (kind = 'rehearsal' or is_published(rulebook_id)));
    create policy api_publishes on periods for insert to etwinning_api with check (
      actor_sees_all() and (is_rehearsal(rulebook_id) or is_published(rulebook_id)));
    -- A deadline that was published never moves (R-3.1.4).
    grant update (closes_at, evaluation_opens_at, evaluation_closes_at, rules) on periods to etwinning_api;
    -- As it was before the statement that asks.
    create function published_deadline(period text) returns timestamptz language sql stable
      return (select e.closes_at from periods e where e.period_id = period);
    create policy api_dates on periods for update to etwinning_api using (
      actor_sees_all() and (closes_at is null or evaluation_opens_at is null) and is_published(rulebook_id)) with check (
      published_deadline(period_id) is null or closes_at is not distinct from published_deadline(period_id));

    create table registrations (
      teacher_id uuid primary key references teachers,
      signed_in_at timestamptz not null,
      conduct_accepted_at timestamptz,
      looks_for_partners boolean not null default false,
      topics text[] not null default '{}',
      constraint registrations_topics check (cardinality(topics) <= 10)
    );
    comment on table registrations is 'When a teacher signed in last (R-1.p5), accepted the code of conduct (R-1.3.c), and declared interests (R-1.p6)';
    alter table registrations enable row level security;
    grant select, insert, update (signed_in_at, conduct_accepted_at, looks_for_partners, topics) on registrations to etwinning_api;
    grant select on registrations to etwinning_auditor;
    create policy api_reads on registrations for select to etwinning_api using (true);
    create policy api_declares on registrations for insert to etwinning_api with check (teacher_id = actor_teacher());
    create policy api_changes on registrations for update to etwinning_api using (teacher_id = actor_teacher());
    create policy auditor_reads on registrations for select to etwinning_auditor using (true);
  `.execute(db);
}
