import { type Actor, mayActAsFounder } from '../domain/permissions.js';
import { foundersOf } from '../records/memberships.js';
import type { CommandResult } from './command-result.js';
import type { Deps } from './deps.js';
import { issueCommand } from './issue-command.js';
import { demand, Problem } from './problem.js';

/** A founder completes an active project with a summary; no product of it is owed (R-2.g). @throws Problem */
export function completeProject(
  deps: Deps,
  actor: Actor,
  key: string,
  projectId: string,
  content: { summary: string },
): Promise<CommandResult> {
  const request = { key, kind: 'complete', target: projectId, body: content } as const;
  return issueCommand(deps, actor, request, async (tx) => {
    const founders = await foundersOf(tx, projectId);
    if (founders.length === 0) throw new Problem('notFound');
    demand(mayActAsFounder(actor, founders));
    return { subject: 'project', projectId, subjectId: projectId, content };
  });
}
