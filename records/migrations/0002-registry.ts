import { type Kysely, sql } from 'kysely';

/** Who and what exists before any project: rulebooks, periods, bodies, schools, people. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table rulebooks (
      rulebook_id text primary key,
      source_id text not null,
      kind text not null constraint rulebooks_kind check (kind in ('programme', 'rehearsal')),
      content jsonb not null,
      published_at timestamptz not null default clock_timestamp(),
      published_by uuid
    );
    create index rulebooks_programme on rulebooks (published_at desc) where kind = 'programme';
    comment on table rulebooks is 'Published rulebooks, never changed: a project keeps the one it was submitted under';

    create table periods (
      period_id text primary key,
      rulebook_id text not null references rulebooks,
      position integer not null,
      opens_at timestamptz not null,
      closes_at timestamptz,
      evaluation_opens_at timestamptz,
      evaluation_closes_at timestamptz,
      constraint periods_position unique (rulebook_id, position)
    );
    comment on table periods is 'Evaluation periods as real instants, mapped once from programme time at publication (R-3.1.3, R-3.1.5)';

    create table nsos (
      nso_id text primary key,
      country_code text not null,
      names jsonb not null,
      time_zone text not null
    );
    comment on table nsos is 'National Support Organisations, one per country (R-1.1)';

    create table schools (
      school_id uuid primary key,
      name text not null,
      country_code text not null,
      nso_id text not null references nsos,
      ministry_code text,
      constraint schools_ministry_code unique (country_code, ministry_code)
    );
    create index schools_by_nso on schools (nso_id);
    comment on table schools is 'A school is registered once (R-1.p2); the Ministry''s code is unique per country where given (R-1.p4)';

    -- Words of a name, blind to case, accents and the Greek final sigma.
    create function name_words(name text) returns tsvector language sql immutable parallel safe
      return to_tsvector('simple'::regconfig, translate(regexp_replace(
        normalize(lower(name collate "und-x-icu"), nfd), '[\\u0300-\\u036f]', '', 'g'), 'ς', 'σ'));

    create table users (
      user_id uuid primary key,
      issuer text not null,
      subject text not null,
      email text not null,
      display_name text not null,
      language text not null constraint users_language check (language in ('el', 'en')),
      disabled_at timestamptz,
      constraint users_identity unique (issuer, subject)
    );
    create index users_by_name on users using gin (name_words(display_name));
    comment on table users is 'People who can sign in, known by issuer and subject of the sign-in provider';

    create table teachers (
      teacher_id uuid primary key,
      user_id uuid not null references users,
      mother_tongues text[] not null default '{}',
      understands text[],
      registered_at timestamptz not null default clock_timestamp(),
      constraint teachers_one_profile unique (user_id)
    );
    comment on table teachers is 'One profile per teacher (R-1.p1)';
    comment on column teachers.understands is 'Further languages; null where the profile does not say (R-1.2.a.IV)';

    create table teacher_schools (
      teacher_id uuid not null references teachers,
      school_id uuid not null references schools,
      primary key (teacher_id, school_id)
    );
    comment on table teacher_schools is 'The schools that a teacher added to the one profile (R-1.p1)';

    create table user_roles (
      user_id uuid not null references users,
      role text not null constraint user_roles_role check (role in
        ('teacher', 'head', 'evaluator', 'nsoAdministrator', 'cssOfficer', 'systemAdministrator')),
      nso_id text references nsos,
      school_id uuid references schools,
      constraint user_roles_once unique nulls not distinct (user_id, role, nso_id, school_id),
      constraint user_roles_nso check ((role in ('evaluator', 'nsoAdministrator')) = (nso_id is not null)),
      constraint user_roles_school check ((role = 'head') = (school_id is not null))
    );
    create index user_roles_by_nso on user_roles (nso_id, role);
    create index user_roles_by_school on user_roles (school_id) where school_id is not null;
    comment on table user_roles is 'What a person may act as, and for which NSO or school';

    create table project_members (
      project_id uuid not null,
      teacher_id uuid not null references teachers,
      school_id uuid not null references schools,
      role text not null constraint project_members_role check (role in ('founder', 'partner')),
      role_text text not null,
      joined_at timestamptz not null default clock_timestamp(),
      left_at timestamptz,
      primary key (project_id, teacher_id)
    );
    create index project_members_by_teacher on project_members (teacher_id);
    create index project_members_by_school on project_members (school_id);
    comment on table project_members is 'Memberships: a teacher takes part in a project with one school only (R-2.f), each with a role of his or her own (R-1.2.a.I)';

    create table drafts (
      draft_id uuid primary key,
      kind text not null constraint drafts_kind check (kind in ('project', 'label')),
      project_id uuid not null,
      owner_id uuid not null references users,
      teacher_id uuid references teachers,
      rulebook_id text not null references rulebooks,
      content jsonb not null,
      version integer not null default 1,
      created_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
      updated_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
      submitted_at timestamptz,
      constraint drafts_label_teacher check ((kind = 'label') = (teacher_id is not null)),
      constraint drafts_one_label unique (project_id, teacher_id)
    );
    create index drafts_by_owner on drafts (owner_id);
    comment on table drafts is 'Projects and label applications that are not submitted; a draft''s id becomes the project''s or the application''s';
  `.execute(db);
}
