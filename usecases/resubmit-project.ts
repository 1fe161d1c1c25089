import { type Actor, mayActAsFounder } from '../domain/permissions.js';
import type { ProjectContent } from '../domain/project-content.js';
import { checkSubmission } from '../domain/submission-check.js';
import { rulebookContent } from '../records/rulebooks.js';
import { submissionFacts } from '../records/submission-facts.js';
import type { CommandResult } from './command-result.js';
import type { Deps } from './deps.js';
import { issueCommand } from './issue-command.js';
import { demand, Problem } from './problem.js';
import { seenProject } from './seen-project.js';

/**
 * A founder resubmits a project that a council rejected or an NSO returned (R-1.4.a, R-1.4.f), as a whole new version.
 * Its two founders stay; partners may change.
 * @throws Problem `submissionIncomplete` with every field that breaks a rule; `nothingChanged`; `wrongStatus`
 */
export function resubmitProject(
  deps: Deps,
  actor: Actor,
  key: string,
  projectId: string,
  content: ProjectContent,
): Promise<CommandResult> {
  const request = { key, kind: 'resubmit', target: projectId, body: content } as const;
  return issueCommand(deps, actor, request, async (tx) => {
    const project = await seenProject(tx, projectId);
    const founders = project.content.founders.map((founder) => founder.teacherId);
    demand(mayActAsFounder(actor, founders));
    for (const [index, founder] of content.founders.entries()) {
      if (founder.teacherId === founders[index]) continue;
      const field = { field: `founders.${index}.teacherId`, code: 'founderFixed', rule: 'R-1.4.e', values: {} };
      throw new Problem('submissionIncomplete', 'R-1.4.e', {}, [field]);
    }

    const rulebook = await rulebookContent(tx, project.rulebookId);
    const facts = await submissionFacts(tx, content, actor.teacherId ?? '');
    const { errors, category } = checkSubmission(rulebook, content, facts);
    const [first] = errors;
    if (first) throw new Problem('submissionIncomplete', first.rule, {}, errors);
    return { subject: 'project', projectId, subjectId: projectId, content: { content, category } };
  });
}
