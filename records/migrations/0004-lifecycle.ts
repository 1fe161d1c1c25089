import { type Kysely, sql } from 'kysely';

/** What only recordStep writes: the state of projects, tasks and label applications, each row with its cause. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table projects (
      project_id uuid primary key,
      rulebook_id text not null references rulebooks,
      status text not null constraint projects_status check (status in
        ('council', 'councilRejected', 'nsos', 'active', 'completed', 'archived', 'rejected', 'withdrawn')),
      title text not null,
      language text not null,
      category text not null,
      content jsonb not null,
      submitted_by uuid not null references users,
      submitted_at timestamptz not null,
      activated_at timestamptz,
      completed_at timestamptz,
      completion_summary text,
      timer text,
      timer_at timestamptz,
      state_seq integer not null default 0,
      state_digest bytea,
      chain_seq integer not null default 0,
      chain_head bytea,
      cause text not null,
      updated_at timestamptz not null
    );
    create index projects_by_submitted on projects (submitted_at desc, project_id desc);
    comment on table projects is 'Submitted projects; state_digest covers what the workflow believes, chain_head is the journal''s last hash';

    create table project_nsos (
      project_id uuid not null references projects,
      nso_id text not null references nsos,
      primary key (project_id, nso_id)
    );
    create index project_nsos_by_nso on project_nsos (nso_id);
    comment on table project_nsos is 'Which NSOs may see a project: the key of row-level security';

    create table label_applications (
      application_id uuid primary key,
      project_id uuid not null references projects,
      teacher_id uuid not null references teachers,
      nso_id text not null references nsos,
      status text not null constraint label_applications_status check (status in
        ('submitted', 'frozen', 'evaluation', 'awarded', 'refused', 'awaitingPeriod')),
      period_id text references periods,
      closes_at timestamptz,
      rolled_over_from text references periods,
      rolled_over_why jsonb,
      received_at timestamptz not null,
      current_version integer not null,
      frozen_version integer,
      frozen_at timestamptz,
      timer text,
      timer_at timestamptz,
      state_seq integer not null default 0,
      state_digest bytea,
      cause text not null,
      updated_at timestamptz not null,
      constraint label_applications_one_per_teacher unique (project_id, teacher_id)
    );
    create index label_applications_by_teacher on label_applications (teacher_id);
    create index label_applications_by_period on label_applications (period_id, status);
    comment on table label_applications is 'One application per teacher and project (R-3.1.1), in the period that its receipt decides (R-3.1.5)';

    create table label_application_versions (
      application_id uuid not null references label_applications,
      version integer not null,
      content jsonb not null,
      received_at timestamptz not null,
      cause text not null,
      primary key (application_id, version)
    );
    comment on table label_application_versions is 'Every submitted version; the last one received before the deadline is frozen (R-3.1.4)';

    create table label_slots (
      teacher_id uuid not null references teachers,
      period_id text not null references periods,
      slot integer not null constraint label_slots_four check (slot between 1 and 4),
      application_id uuid not null references label_applications,
      cause text not null,
      constraint label_slots_one_each unique (teacher_id, period_id, slot),
      constraint label_slots_application unique (application_id)
    );
    comment on table label_slots is 'At most four applications per teacher and evaluation period (R-3.1.2)';

    create table tasks (
      task_id uuid primary key,
      project_id uuid not null references projects,
      application_id uuid references label_applications,
      kind text not null constraint tasks_kind check (kind in ('councilApproval', 'nsoApproval', 'labelEvaluation')),
      nso_id text not null references nsos,
      school_id uuid references schools,
      status text not null constraint tasks_status check (status in ('open', 'decided', 'cancelled')),
      outcome text,
      opened_at timestamptz not null,
      due_at timestamptz not null,
      due_why jsonb not null,
      rungs jsonb not null,
      next_rung text,
      next_rung_at timestamptz,
      reminded_at timestamptz,
      escalated_at timestamptz,
      closed_at timestamptz,
      opened_by text not null,
      cause text not null,
      constraint tasks_council_school check ((kind = 'councilApproval') = (school_id is not null)),
      constraint tasks_label_application check ((kind = 'labelEvaluation') = (application_id is not null))
    );
    create unique index tasks_one_open on tasks (project_id, kind, nso_id, school_id, application_id) nulls not distinct
      where status = 'open';
    create index tasks_by_nso on tasks (nso_id, due_at, task_id) where status = 'open';
    create index tasks_by_school on tasks (school_id, due_at, task_id) where status = 'open';
    create index tasks_by_project on tasks (project_id);
    create index tasks_by_application on tasks (application_id) where application_id is not null;
    comment on table tasks is 'Work for a person: opened and closed by steps, with due date, why that date, and the ladder of rungs';

    create table task_assignments (
      task_id uuid primary key references tasks,
      assignee_id uuid not null references users,
      assigned_at timestamptz not null default clock_timestamp()
    );
    create index task_assignments_by_assignee on task_assignments (assignee_id);
    comment on table task_assignments is 'Who claimed which open task: one conditional write of a use case, or of the step that decides an unclaimed task';

    create table decisions (
      decision_id uuid primary key,
      project_id uuid not null references projects,
      application_id uuid references label_applications,
      task_id uuid not null references tasks,
      kind text not null,
      outcome text not null constraint decisions_outcome check (outcome in ('approve', 'reject', 'award', 'refuse')),
      decided_by uuid not null references users,
      decided_at timestamptz not null,
      content jsonb not null,
      conclusion jsonb,
      cause text not null,
      constraint decisions_one_per_task unique (task_id)
    );
    create index decisions_by_project on decisions (project_id);
    create index decisions_by_decider on decisions (decided_by, decided_at desc, task_id desc);
    comment on table decisions is 'One decision per task, immutable; its id is the command''s';

    create table labels (
      label_id uuid primary key,
      application_id uuid not null references label_applications,
      project_id uuid not null references projects,
      teacher_id uuid not null references teachers,
      period_id text not null references periods,
      awarded_at timestamptz not null,
      awards_eligible boolean not null,
      cause text not null,
      constraint labels_one_per_application unique (application_id)
    );
    comment on table labels is 'National Quality Labels, each awarded to a teacher individually (R-3.1.1); awards_eligible by R-3.1.3 and R-3.1.q';
  `.execute(db);
}
