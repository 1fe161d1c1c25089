// What the rules need to know about a team that may change: a statement of its own, for active projects alone.
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { TeamFacts } from '../../domain/facts.js';
import type { Step } from '../../domain/step.js';
import type { Tables } from '../tables.js';

/** The pending invitations, and whom the command names. The caller holds the project's lock. */
export async function loadTeam(tx: Transaction<Tables>, { projectId, cause }: Step): Promise<TeamFacts> {
  const { rows } = await sql<TeamFacts>`
    select coalesce((select json_agg(json_build_object('invitationId', v.invitation_id, 'status', v.status,
        'replacesTeacherId', v.replaces_teacher_id, ${PLACE}) order by v.invited_at, v.invitation_id)
      from team_invitations v join teachers t using (teacher_id) join schools s using (school_id)
      where v.project_id = ${projectId} and v.status in ('open', 'accepted')), '[]') as "invitations",
      ${named(cause)} as "named"`.execute(tx);
  return rows[0] ?? { invitations: [], named: null };
}

const PLACE = sql`'teacherId', t.teacher_id, 'userId', t.user_id, 'schoolId', s.school_id, 'countryCode', s.country_code,
        'nsoId', s.nso_id`;

/** Whom the command invites, with the school that it names. */
function named(cause: Step['cause']): RawBuilder<unknown> {
  if (cause.kind !== 'command' || cause.command.kind !== 'invite') return sql`null::json`;
  return sql`(select json_build_object(${PLACE})
      from intake i join teachers t on t.teacher_id = (i.content->>'teacherId')::uuid
        join schools s on s.school_id = (i.content->>'schoolId')::uuid
      where i.command_id = ${cause.command.commandId}::uuid)`;
}
