// What people do to the team of an active project in a test, through the use cases.
import { randomUUID } from 'node:crypto';
import type { InvitationAnswer } from '../../domain/team-content.js';
import { decideTask } from '../../usecases/decide-task.js';
import { answerInvitation, withdrawInvitation } from '../../usecases/team/answer-invitation.js';
import { handOver } from '../../usecases/team/hand-over.js';
import { inviteTeacher } from '../../usecases/team/invite-teacher.js';
import { leaveProject, removeMember } from '../../usecases/team/leave-project.js';
import { COUNCIL_APPROVES } from './contents.js';
import type { Lifecycle } from './lifecycle.js';
import type { PersonName } from './programme.js';
import { SCHOOL_OF, type TeacherName } from './seed.js';

export type TeamActions = ReturnType<typeof teamOf>;

/** The people of a lifecycle, ready to change a team. */
export function teamOf({ deps, owner, people, schools }: Lifecycle) {
  const actor = (person: PersonName) => people[person].actor;
  const teacherId = (person: PersonName) => people[person].teacherId;

  /** @returns the invitation's id */
  async function invite(by: PersonName, projectId: string, who: TeacherName): Promise<string> {
    const invited = { teacherId: teacherId(who), schoolId: schools[SCHOOL_OF[who]], roleText: 'Leads the reading.' };
    return (await inviteTeacher(deps, actor(by), randomUUID(), projectId, invited)).commandId;
  }

  const answer = (by: PersonName, projectId: string, invitationId: string, said: InvitationAnswer) =>
    answerInvitation(deps, actor(by), randomUUID(), { projectId, invitationId }, said);

  /** Invited, and accepted: in a country without councils the teacher takes part then. */
  async function join(projectId: string, who: TeacherName): Promise<string> {
    const invitationId = await invite('greekFounder', projectId, who);
    await answer(who, projectId, invitationId, 'accept');
    return invitationId;
  }

  /** The teacher of Patras joined, and the council there has approved. */
  async function admit(projectId: string): Promise<void> {
    await join(projectId, 'greekPartner');
    const { task_id: taskId } = await owner
      .selectFrom('tasks')
      .select('task_id')
      .where('project_id', '=', projectId)
      .where('school_id', '=', schools.patras)
      .where('status', '=', 'open')
      .executeTakeFirstOrThrow();
    await decideTask(deps, actor('patrasHead'), randomUUID(), taskId, COUNCIL_APPROVES);
  }

  const withdraw = (by: PersonName, projectId: string, invitationId: string) =>
    withdrawInvitation(deps, actor(by), randomUUID(), { projectId, invitationId });

  /** @returns the id of the invitation to be founder */
  async function succeed(
    by: PersonName,
    projectId: string,
    founder: PersonName,
    successor: PersonName,
  ): Promise<string> {
    const content = { founderTeacherId: teacherId(founder), successorTeacherId: teacherId(successor) };
    return (await handOver(deps, actor(by), randomUUID(), projectId, content)).commandId;
  }

  const leave = (who: PersonName, projectId: string) => leaveProject(deps, actor(who), randomUUID(), projectId, {});

  const remove = (by: PersonName, projectId: string, who: PersonName) =>
    removeMember(deps, actor(by), randomUUID(), { projectId, teacherId: teacherId(who) }, { reason: 'No more time.' });

  /** Who takes part, as `role person`, in alphabetical order. */
  async function members(projectId: string): Promise<string[]> {
    const rows = await owner
      .selectFrom('project_members')
      .innerJoin('teachers', 'teachers.teacher_id', 'project_members.teacher_id')
      .innerJoin('users', 'users.user_id', 'teachers.user_id')
      .select(['role', 'display_name'])
      .where('project_id', '=', projectId)
      .where('left_at', 'is', null)
      .execute();
    return rows.map(({ role, display_name: name }) => `${role} ${name}`).sort();
  }

  const invitation = (invitationId: string) =>
    owner
      .selectFrom('team_invitations')
      .select(['status', 'role_text'])
      .where('invitation_id', '=', invitationId)
      .executeTakeFirstOrThrow();

  return { invite, answer, join, admit, withdraw, succeed, leave, remove, members, invitation };
}
