import type { ClosureContent } from '../domain/closing-content.js';
import { type Actor, mayCloseProject, type Verdict } from '../domain/permissions.js';
import type { StoredProject } from '../records/project-view.js';
import type { CommandResult } from './command-result.js';
import type { Deps } from './deps.js';
import { issueCommand } from './issue-command.js';
import { demand } from './problem.js';
import { seenProject } from './seen-project.js';

/** An NSO of a founder's country closes an active project, with its reasons. @throws Problem */
export function closeProject(
  deps: Deps,
  actor: Actor,
  key: string,
  projectId: string,
  content: ClosureContent,
): Promise<CommandResult> {
  const request = { key, kind: 'close', target: projectId, body: content } as const;
  return issueCommand(deps, actor, request, async (tx) => {
    const project = await seenProject(tx, projectId);
    demand(mayClose(actor, project));
    const nsoId = nsosOfFounders(project).find((candidate) => actor.nsoIds.includes(candidate));
    return { subject: 'project', projectId, subjectId: projectId, content: { ...content, nsoId } };
  });
}

/** Whether the actor may close the project, as a page asks before it shows the form. */
export function mayClose(actor: Actor, project: StoredProject): Verdict {
  return mayCloseProject(actor, {
    nsoIds: nsosOfFounders(project),
    memberTeacherIds: project.members.map((member) => member.teacherId),
    memberSchoolIds: project.members.map((member) => member.school.schoolId),
  });
}

function nsosOfFounders({ members }: StoredProject): string[] {
  return members.filter((member) => member.role === 'founder').map((member) => member.nsoId);
}
