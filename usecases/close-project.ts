import type { ClosureContent } from '../domain/closing-content.js';
import { type Actor, mayCloseProject } from '../domain/permissions.js';
import { findProject } from '../records/project-view.js';
import type { CommandResult } from './command-result.js';
import type { Deps } from './deps.js';
import { issueCommand } from './issue-command.js';
import { demand, Problem } from './problem.js';

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
    const project = await findProject(tx, projectId);
    if (!project) throw new Problem('notFound');
    const { members } = project;
    const nsoIds = members.filter((member) => member.role === 'founder').map((member) => member.nsoId);
    demand(
      mayCloseProject(actor, {
        nsoIds,
        memberTeacherIds: members.map((member) => member.teacherId),
        memberSchoolIds: members.map((member) => member.school.schoolId),
      }),
    );
    const nsoId = nsoIds.find((candidate) => actor.nsoIds.includes(candidate));
    return { subject: 'project', projectId, subjectId: projectId, content: { ...content, nsoId } };
  });
}
