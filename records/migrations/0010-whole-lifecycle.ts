import { type Kysely, sql } from 'kysely';

/** Every row of the lifecycle table: return and resubmission, closing, lapsing, decisions on an NSO's behalf. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table projects drop constraint projects_status;
    alter table projects add constraint projects_status check (status in ('council', 'councilRejected', 'nsos', 'returned',
      'active', 'completed', 'archived', 'rejected', 'withdrawn', 'closed', 'lapsed'));
    alter table projects add column current_version integer not null default 1;

    alter table tasks drop constraint tasks_kind, drop constraint tasks_status;
    alter table tasks add constraint tasks_kind check (kind in ('councilApproval', 'nsoApproval', 'labelEvaluation', 'revision'));
    alter table tasks add constraint tasks_status check (status in ('open', 'waiting', 'decided', 'cancelled'));
    alter table decisions drop constraint decisions_outcome;
    alter table decisions add constraint decisions_outcome check (outcome in ('approve', 'reject', 'return', 'award', 'refuse'));

    create table project_versions (
      project_id uuid not null references projects,
      version integer not null,
      content jsonb not null,
      submitted_by uuid not null references users,
      submitted_at timestamptz not null,
      cause text not null,
      primary key (project_id, version)
    );
    comment on table project_versions is 'Every version of a project that was submitted: the first, and each resubmission';
    insert into project_versions (project_id, version, content, submitted_by, submitted_at, cause)
      select p.project_id, 1, p.content, p.submitted_by, p.submitted_at, p.cause from projects p;
    alter table project_versions enable row level security;
    grant select on project_versions to etwinning_api, etwinning_worker, etwinning_auditor;
    grant insert on project_versions to etwinning_worker;
    grant insert, update on project_members to etwinning_worker;
    create policy worker_all on project_versions to etwinning_worker using (true) with check (true);
    create policy auditor_reads on project_versions for select to etwinning_auditor using (true);
    create policy api_reads on project_versions for select to etwinning_api using (actor_sees_project(project_id));

    create or replace view actor_nso_tasks as
      select t.task_id, t.project_id, t.kind, t.nso_id, t.school_id, t.due_at
      from tasks t where t.status = 'open' and t.kind <> 'revision'
        and array_position((select actor_nsos()), t.nso_id) is not null;

    create function nso_has_evaluators(nso text) returns boolean language sql stable security definer
      set search_path = public
      return exists (select from user_roles g join users u using (user_id)
                     where g.role = 'evaluator' and g.nso_id = nso and u.disabled_at is null);
    comment on function nso_has_evaluators is 'Whether anybody decides for the NSO here; where nobody does, the CSS records its decisions';

    create or replace function project_state(p uuid, p_status text, p_timer text, p_timer_at timestamptz) returns jsonb
    language plpgsql stable as $$ begin return jsonb_build_object(
      'status', p_status,
      'ended', p_status in ('archived', 'rejected', 'withdrawn', 'closed', 'lapsed'),
      'tasks', (select coalesce(jsonb_object_agg(t.task_id, t.status), '{}')
                from tasks t where t.project_id = p and t.application_id is null),
      'nextTimer', (select jsonb_build_object('timer', w.timer, 'at', iso(w.at)) from (
          select p_timer as timer, p_timer_at as at where p_timer is not null
          union all
          select t.task_id || '/' || t.next_rung, t.next_rung_at from tasks t
          where t.project_id = p and t.application_id is null and t.status = 'open' and t.next_rung is not null
        ) w order by w.at, w.timer limit 1));
    end $$;

    -- Rulebooks that were published before: what the circular's year says of revisions and of active projects.
    update rulebooks set content = jsonb_set(content || ${ACTIVE_PROJECTS}::jsonb, '{taskPolicies,revision}', ${REVISION}::jsonb)
    where not content ? 'activeProjects';
  `.execute(db);
}

const SOURCE = {
  from: 'design',
  rules: ['R-1.3.a'],
  note: { el: 'Προστέθηκε μετά τη δημοσίευση.', en: 'Added after publication.' },
};
const ACTIVE_PROJECTS = sql.lit(
  JSON.stringify({
    activeProjects: { remindersOn: ['2023-06-01', '2023-10-01'], lapsesOn: '2024-01-01', source: SOURCE },
  }),
);
const REVISION = sql.lit(
  JSON.stringify({
    dueInWorkingDays: 20,
    rungLocalTime: '08:00',
    reminders: [{ workingDaysBefore: 10 }, { workingDaysBefore: 3 }],
    escalations: [{ workingDaysAfter: 1, to: 'nsoAdministrators' }],
    lapsesAfterWorkingDays: 20,
    source: SOURCE,
  }),
);
