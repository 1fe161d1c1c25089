import { type Kysely, sql } from 'kysely';

/**
 * An application goes to its own workflow at once: the intake names the applicant, and the project starts nothing.
 * A step waits less: for receipts only, and for no check of what it holds locked.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table intake add column applicant_id uuid;
    update intake i set applicant_id = d.teacher_id from drafts d where d.draft_id = i.subject_id and i.subject_kind = 'label';
    alter table intake add constraint intake_applicant check ((applicant_id is null) = (subject_kind = 'project'));
    comment on column intake.applicant_id is 'Whose label application the command is about: part of the name of its workflow';

    drop function take_in;
    create function take_in(
      p_command_id uuid, p_actor_id uuid, p_idempotency_key text, p_body_hash bytea, p_kind text, p_subject_kind text,
      p_project_id uuid, p_subject_id uuid, p_applicant_id uuid, p_task_id uuid, p_outcome text, p_content jsonb,
      p_period_id text
    ) returns setof intake language plpgsql as $$
    begin
      if p_period_id is not null then
        perform pg_advisory_xact_lock_shared(hashtextextended(p_period_id, 0));
      end if;
      return query
        insert into intake (command_id, actor_id, idempotency_key, body_hash, kind, subject_kind, project_id, subject_id,
                            applicant_id, task_id, outcome, content, period_id, received_at)
        values (p_command_id, p_actor_id, p_idempotency_key, p_body_hash, p_kind, p_subject_kind, p_project_id, p_subject_id,
                p_applicant_id, p_task_id, p_outcome, p_content, p_period_id, records_clock())
        on conflict on constraint intake_idempotency do nothing
        returning *;
      if not found then
        return query select * from intake i where i.actor_id = p_actor_id and i.idempotency_key = p_idempotency_key;
      end if;
    end $$;
    comment on function take_in is 'Commits a command under a shared lock of its period; a repeated idempotency key returns the first row';

    -- A plain lock would be held until the step commits, and all that freezes at one instant would queue up behind it. Rolling
    -- the block back lets go of it at once; whoever held it before has committed by then.
    create function await_receipts(p_period_id text) returns void language plpgsql as $$ begin
      begin
        perform pg_advisory_xact_lock(hashtextextended(p_period_id, 0));
        raise exception using errcode = 'ETW01';
      exception when sqlstate 'ETW01' then null;
      end;
    end $$;
    comment on function await_receipts is 'Waits until every receipt of the period that was begun is committed: a deadline''s drain';

    -- Written by steps only, for what the same statement reads or the step holds locked: checked some dozen times a step for nothing.
    alter table outbox drop constraint outbox_project_id_fkey, drop constraint outbox_application_id_fkey,
      drop constraint outbox_task_id_fkey, drop constraint outbox_recipient_id_fkey;

    create function expect_written(written bigint, otherwise text) returns void language plpgsql as $$ begin
      if written = 0 then raise exception '%', otherwise; end if;
    end $$;
    comment on function expect_written is 'Ends a step''s transaction where a row that must be written was not';

    -- With the status and the timer that the subject's row is about to have: one update writes them and the digest.
    drop function project_state;
    create function project_state(p uuid, p_status text, p_timer text, p_timer_at timestamptz) returns jsonb
    language plpgsql stable as $$ begin return jsonb_build_object(
      'status', p_status,
      'ended', p_status in ('archived', 'rejected', 'withdrawn'),
      'tasks', (select coalesce(jsonb_object_agg(t.task_id, t.status), '{}')
                from tasks t where t.project_id = p and t.application_id is null),
      'nextTimer', (select jsonb_build_object('timer', w.timer, 'at', iso(w.at)) from (
          select p_timer as timer, p_timer_at as at where p_timer is not null
          union all
          select t.task_id || '/' || t.next_rung, t.next_rung_at from tasks t
          where t.project_id = p and t.application_id is null and t.status = 'open' and t.next_rung is not null
        ) w order by w.at, w.timer limit 1));
    end $$;
    create function project_state(p uuid) returns jsonb language sql stable
      return (select project_state(j.project_id, j.status, j.timer, j.timer_at) from projects j where j.project_id = p);
    comment on function project_state(uuid) is 'The state of a project that its workflow holds';

    drop function label_state;
    create function label_state(a uuid, p_status text, p_timer text, p_timer_at timestamptz) returns jsonb
    language plpgsql stable as $$ begin return jsonb_build_object(
      'status', p_status,
      'ended', p_status in ('awarded', 'refused'),
      'tasks', (select coalesce(jsonb_object_agg(t.task_id, t.status), '{}') from tasks t where t.application_id = a),
      'nextTimer', (select jsonb_build_object('timer', w.timer, 'at', iso(w.at)) from (
          select p_timer as timer, p_timer_at as at where p_timer is not null
          union all
          select t.task_id || '/' || t.next_rung, t.next_rung_at from tasks t
          where t.application_id = a and t.status = 'open' and t.next_rung is not null
        ) w order by w.at, w.timer limit 1));
    end $$;
    create function label_state(a uuid) returns jsonb language sql stable
      return (select label_state(l.application_id, l.status, l.timer, l.timer_at)
              from label_applications l where l.application_id = a);
    comment on function label_state(uuid) is 'The state of a label application that its workflow holds';
  `.execute(db);
}
