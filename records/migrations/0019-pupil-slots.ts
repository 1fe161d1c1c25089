import { type Kysely, sql } from 'kysely';

/** R-2.e as a constraint: a pupil of a secondary school takes part in at most two projects outside the timetable in a school year. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table pupil_slots (
      school_id uuid not null,
      school_year text not null,
      pupil_code text not null,
      slot integer not null constraint pupil_slots_two check (slot between 1 and 2),
      project_id uuid not null,
      cause text not null,
      constraint pupil_slots_one_each unique (school_id, school_year, pupil_code, slot),
      constraint pupil_slots_project unique (project_id, school_id, pupil_code)
    );
    comment on table pupil_slots is 'At most two outside-timetable projects per pupil code, school and school year (R-2.e)';
    comment on column pupil_slots.school_year is 'A rehearsal has one of its own: the id of its rulebook';
    comment on column pupil_slots.pupil_code is 'Opaque, issued by the school: never a name';

    alter table pupil_slots enable row level security;
    grant select on pupil_slots to etwinning_api, etwinning_worker, etwinning_auditor;
    grant insert, delete on pupil_slots to etwinning_worker;
    create policy worker_all on pupil_slots to etwinning_worker using (true) with check (true);
    create policy auditor_reads on pupil_slots for select to etwinning_auditor using (true);
    create policy api_reads on pupil_slots for select to etwinning_api using (actor_sees_project(project_id));
  `.execute(db);
}
