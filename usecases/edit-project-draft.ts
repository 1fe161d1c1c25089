import { type Actor, mayActAsFounder } from '../domain/permissions.js';
import type { ProjectContent } from '../domain/project-content.js';
import type { Version } from '../domain/version.js';
import { type ActorTransaction, withActor } from '../records/actor.js';
import { findProjectDraft, updateProjectDraft } from '../records/drafts.js';
import { rulebookContent } from '../records/rulebooks.js';
import { submissionFacts } from '../records/submission-facts.js';
import type { Deps } from './deps.js';
import { demand, Problem } from './problem.js';
import { type ProjectDraft, projectDraftView, submitterOf } from './project-draft.js';
import { type GivenVersion, VersionConflict } from './version-conflict.js';

/**
 * Saves a draft. Whoever began it and both its founders may (R-1.4.e).
 * @param edit.version the version that was read before editing. The content that is there already is no new version
 * @throws Problem `notFound`, `notAFounder`, `alreadySubmitted`; VersionConflict with the version that is there now
 */
export async function editProjectDraft(
  deps: Deps,
  actor: Actor,
  projectId: string,
  edit: { content: ProjectContent; version: Version },
): Promise<ProjectDraft> {
  const { content, version } = edit;
  // A project's form knows no version but the draft's: another one is nobody's here, and so is a conflict.
  const number = version.stage === 'draft' ? version.number : 0;
  return withActor(deps.records, actor, async (tx) => {
    const stored = await updateProjectDraft(tx, { projectId, content, version: number });
    if (!stored) throw await whyNot(tx, actor, projectId, edit);
    const [rulebook, facts] = await Promise.all([
      rulebookContent(tx, stored.rulebookId),
      submissionFacts(tx, content, submitterOf(actor, stored.ownerId, content), stored.rulebookId),
    ]);
    return projectDraftView(stored, rulebook, facts);
  });
}

async function whyNot(tx: ActorTransaction, actor: Actor, projectId: string, yours: GivenVersion): Promise<Problem> {
  const draft = await findProjectDraft(tx, projectId);
  if (!draft) return new Problem('notFound');
  if (draft.submittedAt !== null) return new Problem('alreadySubmitted', null, { at: draft.submittedAt });
  const founderIds = draft.content.founders.map((founder) => founder.teacherId);
  if (draft.ownerId !== actor.userId) demand(mayActAsFounder(actor, founderIds));
  const { content, version, updatedAt: savedAt, savedBy } = draft;
  return new VersionConflict(yours, { version: { stage: 'draft', number: version }, content, savedAt, savedBy });
}
