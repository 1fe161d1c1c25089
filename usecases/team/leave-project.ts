import { type Actor, mayActAsFounder, mayLeaveProject } from '../../domain/permissions.js';
import type { LeavingContent, RemovalContent } from '../../domain/team-content.js';
import type { StoredProject } from '../../records/project-view.js';
import type { CommandResult } from '../command-result.js';
import type { Deps } from '../deps.js';
import { type CommandRequest, issueCommand } from '../issue-command.js';
import { demand } from '../problem.js';
import { seenProject } from '../seen-project.js';
import { founderIdsOf } from './may-change-team.js';

/** A member leaves an active project. @throws Problem `handOverFirst` for a founder, who hands over first */
export function leaveProject(
  deps: Deps,
  actor: Actor,
  key: string,
  projectId: string,
  content: LeavingContent,
): Promise<CommandResult> {
  const request = { key, kind: 'leave', target: projectId, body: content } as const;
  return endMembership(deps, actor, request, { projectId, teacherId: actor.teacherId ?? '', ...content }, (project) =>
    demand(
      mayLeaveProject(
        actor,
        project.members.map((member) => member.teacherId),
      ),
    ),
  );
}

/** A founder removes a member, who is told why. @throws Problem `memberUnknown`, `handOverFirst` */
export function removeMember(
  deps: Deps,
  actor: Actor,
  key: string,
  { projectId, teacherId }: { projectId: string; teacherId: string },
  content: RemovalContent,
): Promise<CommandResult> {
  const request = { key, kind: 'leave', target: `${projectId}/${teacherId}`, body: content } as const;
  return endMembership(deps, actor, request, { projectId, teacherId, ...content }, (project) =>
    demand(mayActAsFounder(actor, founderIdsOf(project))),
  );
}

function endMembership(
  deps: Deps,
  actor: Actor,
  request: CommandRequest,
  { projectId, ...content }: { projectId: string; teacherId: string; reason?: string | undefined },
  allow: (project: StoredProject) => void,
): Promise<CommandResult> {
  return issueCommand(deps, actor, request, async (tx) => {
    const project = await seenProject(tx, projectId);
    allow(project);
    return { subject: 'project', projectId, subjectId: projectId, content };
  });
}
