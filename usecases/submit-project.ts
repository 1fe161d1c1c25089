import { type Actor, mayActAsFounder } from '../domain/permissions.js';
import { checkSubmission } from '../domain/submission-check.js';
import { findProjectDraft } from '../records/drafts.js';
import { rulebookContent } from '../records/rulebooks.js';
import { submissionFacts } from '../records/submission-facts.js';
import type { CommandResult } from './command-result.js';
import type { Deps } from './deps.js';
import { issueCommand } from './issue-command.js';
import { demand, Problem } from './problem.js';
import { submitterOf } from './project-draft.js';

/**
 * One of the two founders submits the project (R-1.4.e), as the draft stands; its workflow starts.
 * @throws Problem `submissionIncomplete` with every field that breaks a rule; `alreadySubmitted`
 */
export function submitProject(deps: Deps, actor: Actor, key: string, projectId: string): Promise<CommandResult> {
  return issueCommand(deps, actor, { key, kind: 'submit', target: projectId, body: null }, async (tx) => {
    const draft = await findProjectDraft(tx, projectId);
    if (!draft) throw new Problem('notFound');
    const { content, rulebookId, ownerId, submittedAt } = draft;
    demand(
      mayActAsFounder(
        actor,
        content.founders.map((founder) => founder.teacherId),
      ),
    );
    if (submittedAt) throw new Problem('alreadySubmitted', 'R-1.4.e', { at: submittedAt });

    const facts = await submissionFacts(tx, content, submitterOf(actor, ownerId, content), rulebookId);
    const { errors, category } = checkSubmission(await rulebookContent(tx, rulebookId), content, facts);
    const [first] = errors;
    if (first) throw new Problem('submissionIncomplete', first.rule, {}, errors);
    return { subject: 'project', projectId, subjectId: projectId, content: { content, category } };
  });
}
