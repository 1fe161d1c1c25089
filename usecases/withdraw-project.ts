import { type Actor, mayActAsFounder } from '../domain/permissions.js';
import { foundersOf } from '../records/memberships.js';
import type { CommandResult } from './command-result.js';
import type { Deps } from './deps.js';
import { issueCommand } from './issue-command.js';
import { demand, Problem } from './problem.js';

/** A founder withdraws a project that is not active yet; its open tasks are cancelled. @throws Problem */
export function withdrawProject(
  deps: Deps,
  actor: Actor,
  key: string,
  projectId: string,
  content: { reason: string },
): Promise<CommandResult> {
  const request = { key, kind: 'withdraw', target: projectId, body: content } as const;
  return issueCommand(deps, actor, request, async (tx) => {
    const founders = await foundersOf(tx, projectId);
    if (founders.length === 0) throw new Problem('notFound');
    demand(mayActAsFounder(actor, founders));
    return { subject: 'project', projectId, subjectId: projectId, content };
  });
}
