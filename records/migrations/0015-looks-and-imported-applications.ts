import { type Kysely, sql } from 'kysely';

/**
 * Waiting applications that were asked to look, because what they wait for has been published; and applications of imported
 * projects, brought in by an NSO's administrators for the teachers of their own NSO.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table label_looks (
      application_id uuid not null references label_applications,
      period_id text not null references periods,
      sought text not null constraint label_looks_sought check (sought in ('period', 'deadline', 'evaluation')),
      asked_at timestamptz not null default records_clock(),
      primary key (application_id, period_id, sought)
    );
    comment on table label_looks is 'Which waiting application was asked to look at what was published (R-3.1.5): once for each';

    create index label_applications_waiting on label_applications (status)
      where status in ('awaitingPeriod', 'frozen') or (status = 'submitted' and closes_at is null);

    create function actor_imports_application(project uuid, teacher uuid) returns boolean language sql stable
      return exists (select 1 from project_members m join schools s using (school_id)
                     where m.project_id = project and m.teacher_id = teacher and m.left_at is null
                       and actor_imports_for(s.nso_id));
    create policy api_imports on drafts for insert to etwinning_api with check (
      kind = 'label' and imported_as is not null and actor_imports_application(project_id, teacher_id)
      and exists (select 1 from teachers t where t.teacher_id = drafts.teacher_id and t.user_id = drafts.owner_id));
    create policy api_finds_imported on drafts for select to etwinning_api using (
      kind = 'label' and imported_as is not null and actor_imports_application(project_id, teacher_id));

    alter table label_looks enable row level security;
    grant select on label_looks to etwinning_api, etwinning_worker, etwinning_auditor;
    grant insert, delete on label_looks to etwinning_api;
    create policy api_reads on label_looks for select to etwinning_api using (
      exists (select 1 from label_applications a where a.application_id = label_looks.application_id));
    create policy api_notes on label_looks for insert to etwinning_api with check (actor_sees_all());
    create policy api_forgets on label_looks for delete to etwinning_api using (actor_sees_all());
    create policy worker_reads on label_looks for select to etwinning_worker using (true);
    create policy auditor_reads on label_looks for select to etwinning_auditor using (true);
  `.execute(db);
}
