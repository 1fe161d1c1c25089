import { type Kysely, sql } from 'kysely';

/** Schools, people and running projects can be imported: by an NSO's administrators for their own NSO, by system administrators for all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table schools add column external_id text,
      add constraint schools_external_id unique (country_code, external_id);
    comment on column schools.external_id is 'What another register calls the school: the key of imports where there is no Ministry''s code';
    create index users_by_email on users (lower(email));

    create function actor_imports_for_all() returns boolean language sql stable
      return exists (select 1 from user_roles r where r.user_id = actor_id() and r.role = 'systemAdministrator');
    create function actor_imports() returns boolean language sql stable
      return exists (select 1 from user_roles r
                     where r.user_id = actor_id() and r.role in ('nsoAdministrator', 'systemAdministrator'));
    create function actor_imports_for(nso text) returns boolean language sql stable
      return actor_administers(nso) or actor_imports_for_all();
    create function actor_imports_school(s uuid) returns boolean language sql stable
      return exists (select 1 from schools where school_id = s and actor_imports_for(nso_id));

    -- Nobody's administrator changes a person who has to do with another NSO, or with all of them.
    create function actor_imports_person(u uuid) returns boolean language sql stable
      return actor_imports_for_all() or (actor_imports()
        and not exists (select 1 from user_roles r left join schools s using (school_id)
          where r.user_id = u and (r.role in ('cssOfficer', 'systemAdministrator')
            or not actor_administers(coalesce(r.nso_id, s.nso_id)) and r.role <> 'teacher'))
        and not exists (select 1 from teachers t join teacher_schools using (teacher_id) join schools s using (school_id)
          where t.user_id = u and not actor_administers(s.nso_id)));

    create policy api_imports on schools for insert to etwinning_api with check (actor_imports_for(nso_id));
    create policy api_corrects on schools for update to etwinning_api using (actor_imports_for(nso_id));
    create policy api_imports on users for insert to etwinning_api with check (actor_imports());
    create policy api_corrects on users for update to etwinning_api using (actor_imports_person(user_id));
    create policy api_imports on teachers for insert to etwinning_api with check (actor_imports_person(user_id));
    create policy api_corrects on teachers for update to etwinning_api using (actor_imports_person(user_id));
    create policy api_imports on teacher_schools for insert to etwinning_api with check (
      actor_imports_school(school_id)
      and exists (select 1 from teachers t where t.teacher_id = teacher_schools.teacher_id and actor_imports_person(t.user_id)));
    create policy api_imports on user_roles for insert to etwinning_api with check (
      actor_imports_person(user_id) and case role
        when 'teacher' then true
        when 'head' then actor_imports_school(school_id)
        when 'evaluator' then actor_imports_for(nso_id)
        when 'nsoAdministrator' then actor_imports_for(nso_id)
        else actor_imports_for_all() end);

    alter table drafts add column imported_as text constraint drafts_imported_as unique;
    comment on column drafts.imported_as is 'The NSO of the first founder and what its register calls the project: the key of imports';
    -- Runs as its owner: whoever imports must find what a colleague has imported, before it is theirs to see.
    create function imported_project(reference text) returns uuid language sql stable security definer
      set search_path = public, pg_temp
      begin atomic select d.project_id from drafts d where d.imported_as = reference and d.kind = 'project'; end;
    revoke execute on function imported_project from public;
    grant execute on function imported_project to etwinning_api;

    grant insert on schools, users, teachers, teacher_schools, user_roles to etwinning_api;
    grant update (name, ministry_code, external_id) on schools to etwinning_api;
    grant update (email, display_name, language) on users to etwinning_api;
    grant update (mother_tongues, understands) on teachers to etwinning_api;
  `.execute(db);
}
