import { type Kysely, sql } from 'kysely';

/**
 * Changes to the team of an active project: who is asked to take part, or to be founder in another's place. As of all that
 * steps write, no foreign key watches it: its step holds the project locked and has just read whom it names.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table team_invitations (
      invitation_id uuid primary key,
      project_id uuid not null,
      teacher_id uuid not null,
      school_id uuid not null,
      role_text text not null,
      replaces_teacher_id uuid,
      status text not null constraint team_invitations_status check (status in
        ('open', 'accepted', 'effective', 'declined', 'rejected', 'cancelled')),
      invited_by uuid not null,
      invited_at timestamptz not null,
      accepted_at timestamptz,
      closed_at timestamptz,
      cause text not null,
      constraint team_invitations_closed check ((status in ('open', 'accepted')) = (closed_at is null))
    );
    create unique index team_invitations_one_each on team_invitations (project_id, teacher_id)
      where status in ('open', 'accepted');
    create unique index team_invitations_one_successor on team_invitations (project_id, replaces_teacher_id)
      where status in ('open', 'accepted');
    create index team_invitations_by_teacher on team_invitations (teacher_id) where status in ('open', 'accepted');
    comment on table team_invitations is 'Who is asked to take part in an active project (R-1.p1), or as a member to be founder in another''s place';
    comment on column team_invitations.status is 'accepted: waits for the council of the school (R-1.4.a)';

    alter table team_invitations enable row level security;
    grant select on team_invitations to etwinning_api, etwinning_worker, etwinning_auditor;
    grant insert, update on team_invitations to etwinning_worker;
    create policy worker_all on team_invitations to etwinning_worker using (true) with check (true);
    create policy auditor_reads on team_invitations for select to etwinning_auditor using (true);
    create policy api_reads on team_invitations for select to etwinning_api using (actor_sees_project(project_id));

    -- Whoever is invited reads the project before he or she answers. A head sees a project about which the council of his or
    -- her school was asked, whether somebody of the school takes part or not.
    create or replace function actor_sees_project(p uuid) returns boolean language sql stable security definer
      set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
      begin atomic
        select actor_sees_all()
          or exists (select 1 from project_nsos n where n.project_id = p and n.nso_id = any (actor_nsos()))
          or exists (select 1 from project_members m where m.project_id = p and m.left_at is null
                     and (m.teacher_id = actor_teacher() or m.school_id = any (actor_schools())))
          or exists (select 1 from team_invitations v where v.project_id = p and v.teacher_id = actor_teacher()
                     and v.status in ('open', 'accepted'))
          or exists (select 1 from tasks t where t.project_id = p and t.kind = 'councilApproval'
                     and t.school_id = any (actor_schools()));
      end;
  `.execute(db);
}
