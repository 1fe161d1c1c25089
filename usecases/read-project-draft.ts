import type { Actor } from '../domain/permissions.js';
import { readAs } from '../records/actor.js';
import { findProjectDraft } from '../records/drafts.js';
import { rulebookContent } from '../records/rulebooks.js';
import { submissionFacts } from '../records/submission-facts.js';
import type { Deps } from './deps.js';
import { Problem } from './problem.js';
import { type ProjectDraft, projectDraftView, submitterOf } from './project-draft.js';

/**
 * A draft with what is still missing in it, for whoever began it and for those whom it names.
 * @throws Problem `notFound`; `alreadySubmitted` once it is a project
 */
export async function readProjectDraft(deps: Deps, actor: Actor, projectId: string): Promise<ProjectDraft> {
  return readAs(deps.records, actor, async (tx) => {
    const draft = await findProjectDraft(tx, projectId);
    if (!draft) throw new Problem('notFound');
    if (draft.submittedAt !== null) throw new Problem('alreadySubmitted', null, { at: draft.submittedAt });
    const [rulebook, facts] = await Promise.all([
      rulebookContent(tx, draft.rulebookId),
      submissionFacts(tx, draft.content, submitterOf(actor, draft.ownerId, draft.content), draft.rulebookId),
    ]);
    return projectDraftView(draft, rulebook, facts);
  });
}
