import { type Actor, mayHandOver } from '../../domain/permissions.js';
import type { HandOverContent } from '../../domain/team-content.js';
import type { CommandResult } from '../command-result.js';
import type { Deps } from '../deps.js';
import { issueCommand } from '../issue-command.js';
import { demand } from '../problem.js';
import { seenProject } from '../seen-project.js';
import { foundersIn } from './may-change-team.js';

/**
 * Asks a member to be founder in a founder's place. Nothing changes before he or she accepts.
 * @throws Problem `notThatFounder` where it is another founder's place; `successorOfAnotherNso`
 */
export function handOver(
  deps: Deps,
  actor: Actor,
  key: string,
  projectId: string,
  content: HandOverContent,
): Promise<CommandResult> {
  const request = { key, kind: 'handOver', target: projectId, body: content } as const;
  return issueCommand(deps, actor, request, async (tx) => {
    const project = await seenProject(tx, projectId);
    demand(mayHandOver(actor, foundersIn(project), content.founderTeacherId));
    return { subject: 'project', projectId, subjectId: projectId, content };
  });
}
