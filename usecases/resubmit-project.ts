import { canonicalJson } from '../domain/canonical-json.js';
import { type Actor, mayActAsFounder } from '../domain/permissions.js';
import type { ProjectContent } from '../domain/project-content.js';
import { type Changes, changesBetween } from '../domain/project-revision.js';
import { checkSubmission, type SubmissionCheck } from '../domain/submission-check.js';
import { isSameVersion, type Version } from '../domain/version.js';
import { type ActorTransaction, readAs } from '../records/actor.js';
import { selectProjectVersions } from '../records/project-versions.js';
import type { StoredProject } from '../records/project-view.js';
import { rulebookContent } from '../records/rulebooks.js';
import { submissionFacts } from '../records/submission-facts.js';
import type { CommandResult } from './command-result.js';
import type { Deps } from './deps.js';
import { issueCommand } from './issue-command.js';
import { demand, type FieldProblem, Problem } from './problem.js';
import { seenProject } from './seen-project.js';
import { VersionConflict } from './version-conflict.js';

export interface ProjectRevision {
  content: ProjectContent;
  /** The version that was read before it was revised. */
  version: Version;
}

/** The version that a revision of the project is made from. */
export function submittedVersion({ version }: Pick<StoredProject, 'version'>): Version {
  return { stage: 'submitted', number: version };
}

/**
 * A founder resubmits a project that a council rejected or an NSO returned (R-1.4.a, R-1.4.f), as a whole new version.
 * Its two founders stay, with their schools; partners may change.
 * @throws VersionConflict with the version that is there now, when it is another than the revision was made from
 * @throws Problem `submissionIncomplete` with every field that breaks a rule; `nothingChanged`; `wrongStatus`
 */
export function resubmitProject(
  deps: Deps,
  actor: Actor,
  key: string,
  projectId: string,
  revision: ProjectRevision,
): Promise<CommandResult> {
  const { content, version } = revision;
  const request = { key, kind: 'resubmit', target: projectId, body: content } as const;
  return issueCommand(deps, actor, request, async (tx) => {
    const { category } = await allowRevision(tx, actor, projectId, revision);
    const taken = { content, category, basedOn: version.number };
    return { subject: 'project', projectId, subjectId: projectId, content: taken };
  });
}

/**
 * What a revision would change of the project, before it is sent.
 * @throws what the resubmission would throw, but for `wrongStatus`: a project may be looked at in any
 */
export function compareRevision(
  deps: Deps,
  actor: Actor,
  projectId: string,
  revision: ProjectRevision,
): Promise<Changes> {
  return readAs(deps.records, actor, async (tx) => {
    const { project } = await allowRevision(tx, actor, projectId, revision);
    const changes = changesBetween(project.content, revision.content);
    if (changes.changed.length === 0) throw new Problem('nothingChanged');
    return changes;
  });
}

async function allowRevision(
  tx: ActorTransaction,
  actor: Actor,
  projectId: string,
  revision: ProjectRevision,
): Promise<{ project: StoredProject; category: SubmissionCheck['category'] }> {
  const { content } = revision;
  const project = await seenProject(tx, projectId);
  demand(
    mayActAsFounder(
      actor,
      project.content.founders.map((founder) => founder.teacherId),
    ),
  );
  await demandVersion(tx, project, revision);
  const moved = founderMoved(project.content, content);
  if (moved) throw new Problem('submissionIncomplete', 'R-1.4.e', {}, [moved]);

  const rulebook = await rulebookContent(tx, project.rulebookId);
  const facts = await submissionFacts(tx, content, actor.teacherId ?? '', project.rulebookId);
  const { errors, category } = checkSubmission(rulebook, content, facts);
  const [first] = errors;
  if (first) throw new Problem('submissionIncomplete', first.rule, {}, errors);
  return { project, category };
}

/** What stands there already is no conflict: its answer may have been lost, and the workflow knows what to say. */
async function demandVersion(tx: ActorTransaction, project: StoredProject, revision: ProjectRevision): Promise<void> {
  const { content } = project;
  const version = submittedVersion(project);
  if (isSameVersion(revision.version, version) || canonicalJson(content) === canonicalJson(revision.content)) return;
  const [stored] = await selectProjectVersions(tx, project.projectId);
  if (!stored) throw new Error('a project without versions');
  const { submittedAt: savedAt, submittedBy: savedBy } = stored;
  throw new VersionConflict(revision, { version, content, savedAt, savedBy });
}

/** With another founder, or another school of one, other councils and NSOs would have to approve. */
function founderMoved(before: ProjectContent, after: ProjectContent): FieldProblem | null {
  for (const [index, founder] of before.founders.entries()) {
    const part = (['teacherId', 'schoolId'] as const).find((name) => after.founders[index]?.[name] !== founder[name]);
    if (part) return { field: `founders.${index}.${part}`, code: 'founderFixed', rule: 'R-1.4.e', values: {} };
  }
  return null;
}
