import { type Kysely, sql } from 'kysely';

const PERIOD_TABLES = ['evaluation_periods', 'period_steps', 'period_results'];

/** The evaluation of a period at one NSO: where it stands, what its steps answered, whom they gave what, what came out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table evaluation_periods (
      nso_id text not null references nsos,
      period_id text not null references periods,
      status text not null constraint evaluation_periods_status check (status in
        ('applications', 'frozen', 'evaluation', 'published')),
      timer text,
      timer_at timestamptz,
      digest_at timestamptz,
      escalated_at timestamptz,
      last_evaluator_id uuid references users,
      seq integer not null default 0,
      cause text not null,
      updated_at timestamptz not null,
      primary key (nso_id, period_id)
    );
    comment on table evaluation_periods is 'One NSO''s evaluation of a period (R-3.1.5): status, and the timer that its workflow waits for';

    create table period_steps (
      nso_id text not null,
      period_id text not null,
      cause text not null,
      seq integer not null,
      answer jsonb not null,
      recorded_at timestamptz not null,
      primary key (nso_id, period_id, cause),
      constraint period_steps_in_order unique (nso_id, period_id, seq),
      constraint period_steps_period foreign key (nso_id, period_id) references evaluation_periods
    );
    comment on table period_steps is 'What happened in a period, once for each cause: the same cause again hears the same answer';

    create table period_results (
      nso_id text not null,
      period_id text not null,
      received integer not null,
      awarded integer not null,
      refused integer not null,
      published_at timestamptz not null,
      cause text not null,
      primary key (nso_id, period_id),
      constraint period_results_period foreign key (nso_id, period_id) references evaluation_periods
    );
    comment on table period_results is 'What came out of a period at an NSO, published when everything in it is decided';

    create table task_allocations (
      task_id uuid primary key references tasks,
      evaluator_id uuid not null references users,
      allocated_at timestamptz not null,
      cause text not null
    );
    comment on table task_allocations is 'To whom a period gave an evaluation: once, so that what is given back stays with the group';

    -- A period's mails are about no project.
    alter table outbox alter column project_id drop not null, add column nso_id text, add column period_id text;
    alter table outbox add constraint outbox_about check
      ((project_id is null) = (period_id is not null) and (period_id is null) = (nso_id is null));
  `.execute(db);

  for (const table of [...PERIOD_TABLES, 'task_allocations']) {
    const t = sql.table(table);
    await sql`alter table ${t} enable row level security`.execute(db);
    await sql`grant select on ${t} to etwinning_api, etwinning_worker, etwinning_auditor`.execute(db);
    await sql`grant insert on ${t} to etwinning_worker`.execute(db);
    await sql`create policy worker_all on ${t} to etwinning_worker using (true) with check (true)`.execute(db);
    await sql`create policy auditor_reads on ${t} for select to etwinning_auditor using (true)`.execute(db);
  }
  for (const table of PERIOD_TABLES) {
    await sql`create policy api_reads on ${sql.table(table)} for select to etwinning_api using (
      actor_sees_all() or nso_id = any (actor_nsos()))`.execute(db);
  }
  await sql`
    create policy api_reads on task_allocations for select to etwinning_api using (
      exists (select 1 from tasks t where t.task_id = task_allocations.task_id));
    grant update on evaluation_periods to etwinning_worker;
  `.execute(db);
}
