import { type Kysely, sql } from 'kysely';

/**
 * What a step writes refers to what the step holds locked or has just read. Checked again by foreign keys, a decision
 * locked some fourteen rows that many steps share. A test looks for rows that refer to nothing after whole lives.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table journal drop constraint journal_project_id_fkey, drop constraint journal_actor_id_fkey;
    alter table decisions drop constraint decisions_project_id_fkey, drop constraint decisions_task_id_fkey,
      drop constraint decisions_application_id_fkey, drop constraint decisions_decided_by_fkey;
    alter table tasks drop constraint tasks_project_id_fkey, drop constraint tasks_application_id_fkey,
      drop constraint tasks_nso_id_fkey, drop constraint tasks_school_id_fkey;
    alter table project_nsos drop constraint project_nsos_project_id_fkey, drop constraint project_nsos_nso_id_fkey;
    alter table project_versions drop constraint project_versions_project_id_fkey,
      drop constraint project_versions_submitted_by_fkey;
    alter table label_application_versions drop constraint label_application_versions_application_id_fkey;
    alter table label_applications drop constraint label_applications_project_id_fkey,
      drop constraint label_applications_nso_id_fkey, drop constraint label_applications_period_id_fkey,
      drop constraint label_applications_rolled_over_from_fkey, drop constraint label_applications_teacher_id_fkey;
    alter table label_slots drop constraint label_slots_application_id_fkey, drop constraint label_slots_period_id_fkey,
      drop constraint label_slots_teacher_id_fkey;
    alter table labels drop constraint labels_application_id_fkey, drop constraint labels_project_id_fkey,
      drop constraint labels_teacher_id_fkey, drop constraint labels_period_id_fkey;

    -- Of two timers at one instant the one whose name comes first rings, in the order of the characters: as a step orders them.
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
        ) w order by w.at, w.timer collate "C" limit 1));
    end $$;
    create or replace function label_state(a uuid, p_status text, p_timer text, p_timer_at timestamptz) returns jsonb
    language plpgsql stable as $$ begin return jsonb_build_object(
      'status', p_status,
      'ended', p_status in ('awarded', 'refused'),
      'tasks', (select coalesce(jsonb_object_agg(t.task_id, t.status), '{}') from tasks t where t.application_id = a),
      'nextTimer', (select jsonb_build_object('timer', w.timer, 'at', iso(w.at)) from (
          select p_timer as timer, p_timer_at as at where p_timer is not null
          union all
          select t.task_id || '/' || t.next_rung, t.next_rung_at from tasks t
          where t.application_id = a and t.status = 'open' and t.next_rung is not null
        ) w order by w.at, w.timer collate "C" limit 1));
    end $$;
  `.execute(db);
}
