import type { Actor } from '../domain/permissions.js';
import type { ProjectContent } from '../domain/project-content.js';
import type { Rulebook } from '../domain/rulebook.js';
import { checkSubmission, type SubmissionCheck, type SubmissionFacts } from '../domain/submission-check.js';
import type { Instant } from '../domain/vocabulary.js';
import type { StoredProjectDraft } from '../records/drafts.js';

/** A project that is still being written, and what its submission would be refused or warned for. */
export interface ProjectDraft {
  projectId: string;
  rulebookId: string;
  content: ProjectContent;
  /** Goes up with every save; an edit names the version that it was made from. */
  version: number;
  updatedAt: Instant;
  /** Name of whoever saved this version. */
  savedBy: string;
  check: SubmissionCheck;
}

export function projectDraftView(draft: StoredProjectDraft, rulebook: Rulebook, facts: SubmissionFacts): ProjectDraft {
  const { projectId, rulebookId, content, version, updatedAt, savedBy } = draft;
  return {
    projectId,
    rulebookId,
    content,
    version,
    updatedAt,
    savedBy,
    check: checkSubmission(rulebook, content, facts),
  };
}

/** Who would submit: whoever writes the draft, or for other readers its first founder (R-1.4.e). */
export function submitterOf(actor: Actor, ownerId: string, content: ProjectContent): string {
  const { teacherId } = actor;
  const founderIds = content.founders.map((founder) => founder.teacherId);
  const writes = teacherId !== null && (actor.userId === ownerId || founderIds.includes(teacherId));
  return writes ? teacherId : content.founders[0].teacherId;
}
