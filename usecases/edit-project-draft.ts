import { type Actor, mayActAsFounder } from '../domain/permissions.js';
import type { ProjectContent } from '../domain/project-content.js';
import { type ActorTransaction, withActor } from '../records/actor.js';
import { findProjectDraft, updateProjectDraft } from '../records/drafts.js';
import { rulebookContent } from '../records/rulebooks.js';
import { submissionFacts } from '../records/submission-facts.js';
import type { Deps } from './deps.js';
import { demand, Problem } from './problem.js';
import { type ProjectDraft, projectDraftView, submitterOf } from './project-draft.js';

/**
 * Saves a draft. Whoever began it and both its founders may (R-1.4.e).
 * @param edit.version the version that was read before editing
 * @throws Problem `notFound`, `notAFounder`, `alreadySubmitted`; `versionConflict` with the version that is there now
 */
export async function editProjectDraft(
  deps: Deps,
  actor: Actor,
  projectId: string,
  edit: { content: ProjectContent; version: number },
): Promise<ProjectDraft> {
  const { content, version } = edit;
  return withActor(deps.records, actor, async (tx) => {
    const stored = await updateProjectDraft(tx, { projectId, content, version });
    if (!stored) throw await whyNot(tx, actor, projectId);
    const [rulebook, facts] = await Promise.all([
      rulebookContent(tx, stored.rulebookId),
      submissionFacts(tx, content, submitterOf(actor, stored.ownerId, content)),
    ]);
    return projectDraftView(stored, rulebook, facts);
  });
}

async function whyNot(tx: ActorTransaction, actor: Actor, projectId: string): Promise<Problem> {
  const draft = await findProjectDraft(tx, projectId);
  if (!draft) return new Problem('notFound');
  if (draft.submittedAt !== null) return new Problem('alreadySubmitted', null, { at: draft.submittedAt });
  const founderIds = draft.content.founders.map((founder) => founder.teacherId);
  if (draft.ownerId !== actor.userId) demand(mayActAsFounder(actor, founderIds));
  return new Problem('versionConflict', null, { version: draft.version });
}
