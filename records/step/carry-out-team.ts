import { sql } from 'kysely';
import type { Consequence } from '../../domain/consequence.js';
import type { Setting } from './carry-out.js';

type Of<Kind extends Consequence['kind']> = Extract<Consequence, { kind: Kind }>;

/** The invitation has the id of the command that asked for it. */
export function openInvitation(
  { plan, step, cause, loaded }: Setting,
  { teacherId, schoolId, replacesTeacherId }: Of<'openInvitation'>,
): void {
  const { intake } = loaded;
  if (!intake) throw new Error('an invitation comes by a command only');
  const { roleText = '' } = intake.content as { roleText?: string };
  plan.add((db) =>
    db.insertInto('team_invitations').values({
      invitation_id: intake.command.commandId,
      project_id: step.projectId,
      teacher_id: teacherId,
      school_id: schoolId,
      role_text: roleText,
      replaces_teacher_id: replacesTeacherId,
      status: 'open',
      invited_by: intake.actorId,
      invited_at: intake.command.receivedAt,
      cause,
    }),
  );
}

export function moveInvitation({ plan, cause, loaded }: Setting, { invitationId, to }: Of<'moveInvitation'>): void {
  const at = loaded.intake?.command.receivedAt ?? loaded.now;
  plan.add((db) =>
    db
      .updateTable('team_invitations')
      .set({ status: to, cause, ...(to === 'accepted' ? { accepted_at: at } : { closed_at: at }) })
      .where('invitation_id', '=', invitationId),
  );
}

/** As the invitation says; who took part before and left comes back. */
export function addMember({ plan, loaded }: Setting, { invitationId }: Of<'addMember'>): void {
  const added = sql`(
    insert into project_members (project_id, teacher_id, school_id, role, role_text, joined_at)
    select v.project_id, v.teacher_id, v.school_id, 'partner', v.role_text, ${loaded.now}::timestamptz
    from team_invitations v where v.invitation_id = ${invitationId}::uuid
    on conflict (project_id, teacher_id) do update set school_id = excluded.school_id, role = excluded.role,
      role_text = excluded.role_text, joined_at = excluded.joined_at, left_at = null
  )`;
  plan.add(() => added);
}

export function setMemberRole({ plan, step }: Setting, { teacherId, role }: Of<'setMemberRole'>): void {
  plan.add((db) =>
    db
      .updateTable('project_members')
      .set({ role })
      .where('project_id', '=', step.projectId)
      .where('teacher_id', '=', teacherId),
  );
}

export function removeMember({ plan, step, loaded }: Setting, { teacherId }: Of<'removeMember'>): void {
  const left = loaded.intake?.command.receivedAt ?? loaded.now;
  plan.add((db) =>
    db
      .updateTable('project_members')
      .set({ left_at: left })
      .where('project_id', '=', step.projectId)
      .where('teacher_id', '=', teacherId),
  );
}
