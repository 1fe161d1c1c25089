import { type Actor, mayActAsFounder, mayAnswerInvitation } from '../../domain/permissions.js';
import type { InvitationAnswer } from '../../domain/team-content.js';
import type { ActorTransaction } from '../../records/actor.js';
import type { InvitationView, StoredProject } from '../../records/project-view.js';
import type { CommandResult } from '../command-result.js';
import type { Deps } from '../deps.js';
import { issueCommand } from '../issue-command.js';
import { demand, Problem } from '../problem.js';
import { seenProject } from '../seen-project.js';
import { founderIdsOf } from './may-change-team.js';

interface Named {
  projectId: string;
  invitationId: string;
}

/** The invited teacher accepts or declines. @returns outcome `effective`, `accepted` (the council is asked) or `declined` */
export function answerInvitation(
  deps: Deps,
  actor: Actor,
  key: string,
  { projectId, invitationId }: Named,
  answer: InvitationAnswer,
): Promise<CommandResult> {
  const request = { key, kind: 'answerInvitation', target: invitationId, body: answer } as const;
  return issueCommand(deps, actor, request, async (tx) => {
    const { invitation } = await pending(tx, { projectId, invitationId });
    demand(mayAnswerInvitation(actor, invitation.teacherId));
    return { subject: 'project', projectId, subjectId: projectId, content: { invitationId, answer } };
  });
}

/** A founder takes an invitation back, as long as it has not taken effect. @throws Problem */
export function withdrawInvitation(
  deps: Deps,
  actor: Actor,
  key: string,
  { projectId, invitationId }: Named,
): Promise<CommandResult> {
  const request = { key, kind: 'withdrawInvitation', target: invitationId, body: null } as const;
  return issueCommand(deps, actor, request, async (tx) => {
    const { project } = await pending(tx, { projectId, invitationId });
    demand(mayActAsFounder(actor, founderIdsOf(project)));
    return { subject: 'project', projectId, subjectId: projectId, content: { invitationId } };
  });
}

async function pending(
  tx: ActorTransaction,
  { projectId, invitationId }: Named,
): Promise<{ project: StoredProject; invitation: InvitationView }> {
  const project = await seenProject(tx, projectId);
  const invitation = project.invitations.find((one) => one.invitationId === invitationId);
  if (!invitation) throw new Problem('invitationClosed');
  return { project, invitation };
}
