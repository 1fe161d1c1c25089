import { type Kysely, sql } from 'kysely';

/** What a workflow believes of its subject, computed in one place: steps answer with it, digests cover it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function iso(at timestamptz) returns text language sql stable
      return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    comment on function iso is 'An instant as the product writes it: UTC, milliseconds';

    -- plpgsql keeps the plan for the session; a function in SQL would be planned at every step.
    create function project_state(p uuid) returns jsonb language plpgsql stable as $$ begin return (
      select jsonb_build_object(
        'status', j.status,
        'ended', j.status in ('archived', 'rejected', 'withdrawn'),
        'tasks', (select coalesce(jsonb_object_agg(t.task_id, t.status), '{}')
                  from tasks t where t.project_id = p and t.application_id is null),
        'nextTimer', (select jsonb_build_object('timer', w.timer, 'at', iso(w.at)) from (
            select j.timer, j.timer_at as at where j.timer is not null
            union all
            select t.task_id || '/' || t.next_rung, t.next_rung_at from tasks t
            where t.project_id = p and t.application_id is null and t.status = 'open' and t.next_rung is not null
          ) w order by w.at, w.timer limit 1),
        'labelsToStart', case when j.status in ('completed', 'archived') then
          (select coalesce(jsonb_agg(jsonb_build_object(
              'applicationId', i.subject_id, 'teacherId', s.answer->'values'->>'teacherId',
              'command', jsonb_build_object('commandId', i.command_id, 'kind', i.kind, 'taskId', null, 'outcome', null,
                                            'receivedAt', iso(i.received_at))) order by i.received_at, i.command_id), '[]')
           from intake i join steps s on s.subject_id = p and s.cause = 'command/' || i.command_id
           where i.project_id = p and i.kind = 'applyForLabel' and s.answer->>'kind' = 'applied'
             and not exists (select 1 from steps l where l.subject_id = i.subject_id and l.cause = s.cause))
          else '[]'::jsonb end)
      from projects j where j.project_id = p);
    end $$;
    comment on function project_state is 'The state of a project that its workflow holds';

    create function label_state(a uuid) returns jsonb language plpgsql stable as $$ begin return (
      select jsonb_build_object(
        'status', l.status,
        'ended', l.status in ('awarded', 'refused'),
        'tasks', (select coalesce(jsonb_object_agg(t.task_id, t.status), '{}')
                  from tasks t where t.project_id = l.project_id and t.application_id = a),
        'nextTimer', (select jsonb_build_object('timer', w.timer, 'at', iso(w.at)) from (
            select l.timer, l.timer_at as at where l.timer is not null
            union all
            select t.task_id || '/' || t.next_rung, t.next_rung_at from tasks t
            where t.project_id = l.project_id and t.application_id = a and t.status = 'open' and t.next_rung is not null
          ) w order by w.at, w.timer limit 1))
      from label_applications l where l.application_id = a);
    end $$;
    comment on function label_state is 'The state of a label application that its workflow holds';

    create function state_digest(state jsonb) returns bytea language sql immutable
      return sha256(convert_to(state::text, 'UTF8'));
  `.execute(db);
}
