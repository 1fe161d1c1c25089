import { type Kysely, sql } from 'kysely';

const TABLES_OF_A_PROJECT = [
  'projects',
  'project_nsos',
  'project_members',
  'label_applications',
  'label_application_versions',
  'label_slots',
  'tasks',
  'task_assignments',
  'decisions',
  'labels',
  'steps',
  'journal',
  'outbox',
  'intake',
  'drafts',
];
const REGISTRY_TABLES = [
  'rulebooks',
  'periods',
  'nsos',
  'schools',
  'users',
  'teachers',
  'teacher_schools',
  'user_roles',
];

/** Which rows each role sees and writes. The api's rows depend on `app.*` settings that `withActor` makes in its transaction. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function actor_id() returns uuid language sql stable
      return nullif(current_setting('app.actor_id', true), '')::uuid;
    create function actor_teacher() returns uuid language sql stable
      return nullif(current_setting('app.teacher_id', true), '')::uuid;
    create function actor_nsos() returns text[] language sql stable
      return coalesce(nullif(current_setting('app.nso_ids', true), '')::text[], '{}');
    create function actor_schools() returns uuid[] language sql stable
      return coalesce(nullif(current_setting('app.school_ids', true), '')::uuid[], '{}');
    create function actor_sees_all() returns boolean language sql stable
      return coalesce(current_setting('app.sees_all', true) = 'on', false);

    -- Runs as its owner, so that the policies of the tables that it reads do not call it again. It is called for each row
    -- and keeps its plan, also in transactions whose own statements are planned each time.
    create function actor_sees_project(p uuid) returns boolean language sql stable security definer
      set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
      begin atomic
        select actor_sees_all()
          or exists (select 1 from project_nsos n where n.project_id = p and n.nso_id = any (actor_nsos()))
          or exists (select 1 from project_members m where m.project_id = p and m.left_at is null
                     and (m.teacher_id = actor_teacher() or m.school_id = any (actor_schools())));
      end;

    -- Both founders write the draft (R-1.4.e: either of them submits it), until it is submitted.
    create function actor_edits_draft(d uuid) returns boolean language sql stable security definer
      set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
      begin atomic
        select exists (select 1 from drafts w where w.draft_id = d and w.submitted_at is null
          and (w.owner_id = actor_id() or (w.kind = 'project'
            and exists (select 1 from project_members m where m.project_id = d and m.role = 'founder'
                        and m.left_at is null and m.teacher_id = actor_teacher()))));
      end;

    -- An NSO's own rows, for lists that walk through thousands of them: the policies would call a function for each.
    -- The lists name the NSO too; the condition here is written so that the planner does not count it a second time.
    create view actor_nso_projects as
      select n.nso_id, p.project_id, p.rulebook_id, p.title, p.status, p.category, p.language, p.submitted_at
      from project_nsos n join projects p using (project_id)
      where array_position((select actor_nsos()), n.nso_id) is not null;
    create view actor_nso_tasks as
      select t.task_id, t.project_id, t.kind, t.nso_id, t.school_id, t.due_at
      from tasks t where t.status = 'open' and array_position((select actor_nsos()), t.nso_id) is not null;
    grant select on actor_nso_projects, actor_nso_tasks to etwinning_api;

    create function actor_administers(nso text) returns boolean language sql stable
      return exists (select 1 from user_roles r
                     where r.user_id = actor_id() and r.role = 'nsoAdministrator' and r.nso_id = nso);
  `.execute(db);

  for (const table of [...REGISTRY_TABLES, ...TABLES_OF_A_PROJECT]) {
    const t = sql.table(table);
    await sql`alter table ${t} enable row level security`.execute(db);
    await sql`grant select on ${t} to etwinning_api, etwinning_worker, etwinning_auditor`.execute(db);
    await sql`create policy worker_all on ${t} to etwinning_worker using (true) with check (true)`.execute(db);
    await sql`create policy auditor_reads on ${t} for select to etwinning_auditor using (true)`.execute(db);
  }
  for (const table of REGISTRY_TABLES) {
    await sql`create policy api_reads on ${sql.table(table)} for select to etwinning_api using (true)`.execute(db);
  }
  await sql`
    create policy api_reads on projects for select to etwinning_api using (actor_sees_project(project_id));
    create policy api_reads on project_nsos for select to etwinning_api using (
      nso_id = any (actor_nsos()) or actor_sees_project(project_id));
    create policy api_reads on label_applications for select to etwinning_api using (
      actor_sees_all() or teacher_id = actor_teacher() or nso_id = any (actor_nsos()));
    create policy api_reads on label_application_versions for select to etwinning_api using (
      exists (select 1 from label_applications a where a.application_id = label_application_versions.application_id));
    create policy api_reads on label_slots for select to etwinning_api using (
      actor_sees_all() or teacher_id = actor_teacher());
    create policy api_reads on tasks for select to etwinning_api using (
      actor_sees_project(project_id) and (application_id is null
        or exists (select 1 from label_applications a where a.application_id = tasks.application_id)));
    create policy api_reads on decisions for select to etwinning_api using (
      actor_sees_project(project_id) and (application_id is null
        or exists (select 1 from label_applications a where a.application_id = decisions.application_id)));
    create policy api_reads on labels for select to etwinning_api using (actor_sees_project(project_id));
    create policy api_reads on steps for select to etwinning_api using (
      actor_sees_all() or (actor_sees_project(project_id) and (subject_id = project_id
        or exists (select 1 from label_applications a where a.application_id = steps.subject_id))));
    create policy api_reads on journal for select to etwinning_api using (
      actor_sees_project(project_id) and (subject_kind = 'project'
        or exists (select 1 from label_applications a where a.application_id = journal.subject_id)));
    create policy api_reads on outbox for select to etwinning_api using (
      actor_sees_all() or recipient_id = actor_id());

    create policy api_reads on project_members for select to etwinning_api using (
      teacher_id = actor_teacher() or actor_sees_project(project_id) or actor_edits_draft(project_id));
    create policy api_adds on project_members for insert to etwinning_api with check (actor_edits_draft(project_id));
    create policy api_edits on project_members for update to etwinning_api using (actor_edits_draft(project_id));
    create policy api_removes on project_members for delete to etwinning_api using (actor_edits_draft(project_id));

    create policy api_reads on drafts for select to etwinning_api using (
      owner_id = actor_id() or (kind = 'project' and actor_sees_project(project_id)));
    create policy api_inserts on drafts for insert to etwinning_api with check (owner_id = actor_id());
    create policy api_edits on drafts for update to etwinning_api using (actor_edits_draft(draft_id));

    create policy api_reads on task_assignments for select to etwinning_api using (
      exists (select 1 from tasks t where t.task_id = task_assignments.task_id));
    create policy api_claims on task_assignments for insert to etwinning_api with check (
      assignee_id = actor_id() and exists (select 1 from tasks t where t.task_id = task_assignments.task_id));
    create policy api_releases on task_assignments for delete to etwinning_api using (
      assignee_id = actor_id() or exists (select 1 from tasks t where t.task_id = task_assignments.task_id
                                          and actor_administers(t.nso_id)));

    -- What a teacher writes to apply for the label, and how it is scored, is not for the rest of the team.
    create policy api_reads on intake for select to etwinning_api using (
      actor_sees_all() or actor_id = actor_id()
      or (subject_kind = 'project' and kind <> 'applyForLabel' and actor_sees_project(project_id))
      or exists (select 1 from label_applications a
                 where a.application_id = intake.subject_id and a.nso_id = any (actor_nsos())));
    create policy api_takes_in on intake for insert to etwinning_api with check (actor_id = actor_id());
    create policy api_settles on intake for update to etwinning_api using (
      actor_sees_all() or actor_id = actor_id());

    grant insert, update (settled_at, settlement, resent_at) on intake to etwinning_api;
    grant insert, update (content, version, updated_at) on drafts to etwinning_api;
    grant insert, delete, update (school_id, role, role_text) on project_members to etwinning_api;
    grant insert, delete on task_assignments to etwinning_api;
    grant insert on rulebooks, periods to etwinning_api;
    create policy api_publishes on rulebooks for insert to etwinning_api with check (actor_sees_all());
    create policy api_publishes on periods for insert to etwinning_api with check (actor_sees_all());

    grant insert, update on projects, label_applications, tasks, outbox to etwinning_worker;
    grant insert on project_nsos, label_application_versions, decisions, labels, steps, journal, task_assignments
      to etwinning_worker;
    grant insert, delete on label_slots to etwinning_worker;
    grant update (settled_at, settlement) on intake to etwinning_worker;
    grant update (submitted_at) on drafts to etwinning_worker;
  `.execute(db);
}
