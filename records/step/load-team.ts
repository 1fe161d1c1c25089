// What the rules need to know about a team that may change.
import { type RawBuilder, sql } from 'kysely';
import type { Step } from '../../domain/step.js';

/** Commands on a project that is not active yet. */
const BEFORE = new Set(['submit', 'resubmit', 'withdraw']);

/** Looked for in an active project alone: nobody else's step pays for it. */
export function teamFacts({ cause }: Step): RawBuilder<unknown> {
  if (cause.kind === 'command' && BEFORE.has(cause.command.kind)) return sql`null::json as "team"`;
  return sql`case when p.status = 'active' then json_build_object(
        'invitations', coalesce((select json_agg(json_build_object('invitationId', v.invitation_id, 'status', v.status,
                   'replacesTeacherId', v.replaces_teacher_id, ${PLACE}) order by v.invited_at, v.invitation_id)
          from team_invitations v join teachers t using (teacher_id) join schools s using (school_id)
          where v.project_id = k.project_id and v.status in ('open', 'accepted')), '[]'),
        'named', ${named(cause)}) end as "team"`;
}

const PLACE = sql`'teacherId', t.teacher_id, 'userId', t.user_id, 'schoolId', s.school_id, 'countryCode', s.country_code,
        'nsoId', s.nso_id`;

/** Whom the command invites, with the school that it names. */
function named(cause: Step['cause']): RawBuilder<unknown> {
  if (cause.kind !== 'command' || cause.command.kind !== 'invite') return sql`null`;
  return sql`(select json_build_object(${PLACE})
          from intake i join teachers t on t.teacher_id = (i.content->>'teacherId')::uuid
            join schools s on s.school_id = (i.content->>'schoolId')::uuid
          where i.command_id = ${cause.command.commandId}::uuid)`;
}
