import { type Actor, mayActAsFounder, mayLeaveProject } from '../../domain/permissions.js';
import type { StoredProject } from '../../records/project-view.js';

/** What a person may ask of the team of an active project. */
export const TEAM_ACTIONS = [
  'invite',
  'withdrawInvitation',
  'answerInvitation',
  'handOver',
  'removeMember',
  'leave',
] as const;
export type TeamAction = (typeof TEAM_ACTIONS)[number];

export function foundersIn({ members }: StoredProject): StoredProject['members'] {
  return members.filter((member) => member.role === 'founder');
}

export function founderIdsOf(project: StoredProject): string[] {
  return foundersIn(project).map((founder) => founder.teacherId);
}

/** Whether it makes sense to show the actor this action, as a page asks before it shows the form. */
export function mayChangeTeam(actor: Actor, project: StoredProject, action: TeamAction): boolean {
  const partners = project.members.filter((member) => member.role === 'partner').map((member) => member.teacherId);
  const isFounder = mayActAsFounder(actor, founderIdsOf(project)).allowed;
  switch (action) {
    case 'invite':
      return isFounder;
    case 'withdrawInvitation':
      return isFounder && project.invitations.length > 0;
    case 'answerInvitation':
      return project.invitations.some((invitation) => invitation.teacherId === actor.teacherId);
    case 'handOver':
    case 'removeMember':
      return isFounder && partners.length > 0;
    case 'leave':
      return mayLeaveProject(actor, partners).allowed;
  }
}
