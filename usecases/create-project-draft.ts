import { v7 as uuidv7 } from 'uuid';
import { type Actor, mayCreateProject } from '../domain/permissions.js';
import type { ProjectContent } from '../domain/project-content.js';
import { withActor } from '../records/actor.js';
import { insertProjectDraft } from '../records/drafts.js';
import { submissionFacts } from '../records/submission-facts.js';
import type { Deps } from './deps.js';
import { demand } from './problem.js';
import { type ProjectDraft, projectDraftView } from './project-draft.js';
import { readRulebook } from './read-rulebook.js';

/**
 * Begins a project (R-1.p0: for registered teachers). Its founders may edit it until one of them submits it.
 * @param draft.rulebookId the rulebook that it is written under; the programme's newest unless named
 * @throws Problem `notRegistered`; `notFound` when there is no such rulebook
 */
export async function createProjectDraft(
  deps: Deps,
  actor: Actor,
  draft: { content: ProjectContent; rulebookId?: string },
): Promise<ProjectDraft> {
  demand(mayCreateProject(actor));
  const { content } = draft;
  const { rulebookId, rulebook } = await readRulebook(deps, actor, draft.rulebookId);
  return withActor(deps.records, actor, async (tx) => {
    const projectId = uuidv7();
    const [stored, facts] = await Promise.all([
      insertProjectDraft(tx, { projectId, ownerId: actor.userId, rulebookId, content }),
      submissionFacts(tx, content, actor.teacherId ?? '', rulebookId),
    ]);
    return projectDraftView(stored, rulebook, facts);
  });
}
