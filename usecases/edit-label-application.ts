import { canonicalJson } from '../domain/canonical-json.js';
import { checkLabelApplication } from '../domain/label-application-check.js';
import type { LabelContent } from '../domain/label-content.js';
import { type Actor, mayEditApplication } from '../domain/permissions.js';
import { isSameVersion, type Version } from '../domain/version.js';
import { type ActorTransaction, withActor } from '../records/actor.js';
import { findByKey } from '../records/intake.js';
import { findApplication, type StoredApplication } from '../records/label-applications.js';
import { findHeldApplication, saveLabelDraft } from '../records/label-drafts.js';
import { rulebookContent } from '../records/rulebooks.js';
import type { CommandResult, Saved } from './command-result.js';
import type { Deps } from './deps.js';
import { issueCommand } from './issue-command.js';
import { versionOf } from './label-application-view.js';
import { demand, Problem } from './problem.js';
import { VersionConflict } from './version-conflict.js';

export interface LabelEdit {
  content: LabelContent;
  /** The version that was read before editing. */
  version: Version;
}

/**
 * Edits an application: a draft is saved at once; a submitted one gets a new version if the edit is received before its
 * period's deadline. The content that is there already makes no new version.
 * @throws VersionConflict with the version that is there now, when it is another than the edit was made from
 * @throws Problem `applicationClosed` with the deadline and the next period, when it came too late
 */
export async function editLabelApplication(
  deps: Deps,
  actor: Actor,
  key: string,
  applicationId: string,
  edit: LabelEdit,
): Promise<CommandResult | Saved> {
  const saved = await withActor(deps.records, actor, async (tx) => {
    const stored = await findOwn(tx, actor, applicationId);
    return (await saveDraft(tx, stored, edit)) ?? (await savedBefore(tx, actor, key, stored, edit));
  });
  return saved ?? editSubmitted(deps, actor, key, applicationId, edit);
}

async function findOwn(tx: ActorTransaction, actor: Actor, applicationId: string): Promise<StoredApplication> {
  const stored = await findApplication(tx, applicationId);
  if (!stored) throw new Problem('notFound');
  demand(mayEditApplication(actor, stored.teacherId));
  return stored;
}

/** Null when it is no draft (any more). */
async function saveDraft(tx: ActorTransaction, read: StoredApplication, edit: LabelEdit): Promise<Saved | null> {
  if (read.status !== 'draft') return null;
  const { applicationId } = read;
  const { content, version } = edit;
  const number = version.stage === 'draft' ? version.number : 0;
  const saved = await saveLabelDraft(tx, { applicationId, content, version: number });
  if (saved) {
    return { kind: 'saved', version: { stage: 'draft', number: saved.version }, savedAt: saved.updatedAt };
  }
  // It may have been submitted, or saved, between the two statements.
  const stored = (await findApplication(tx, applicationId)) ?? read;
  if (stored.status === 'draft') throw conflict(edit, stored);
  return null;
}

/** What stands in a submitted application already, as long as it can be changed; a command that was sent hears its own answer. */
async function savedBefore(
  tx: ActorTransaction,
  actor: Actor,
  key: string,
  { status, editable, content, version, savedAt }: StoredApplication,
  edit: LabelEdit,
): Promise<Saved | null> {
  const isThere = status !== 'draft' && editable && canonicalJson(content) === canonicalJson(edit.content);
  if (!isThere || (await findByKey(tx, actor.userId, key))) return null;
  return { kind: 'saved', version: { stage: 'submitted', number: version }, savedAt };
}

function editSubmitted(deps: Deps, actor: Actor, key: string, applicationId: string, edit: LabelEdit) {
  const { content } = edit;
  const request = { key, kind: 'editApplication', target: applicationId, body: content } as const;
  return issueCommand(deps, actor, request, async (tx) => {
    const [held, stored] = await Promise.all([
      findHeldApplication(tx, applicationId),
      findOwn(tx, actor, applicationId),
    ]);
    if (!held) throw new Problem('notFound');
    // Of one that is closed the deadline is told, whichever version was read.
    if (stored.editable && !isSameVersion(edit.version, versionOf(stored))) throw conflict(edit, stored);
    const { errors } = checkLabelApplication((await rulebookContent(tx, held.rulebookId)).label, content);
    const [first] = errors;
    if (first) throw new Problem('submissionIncomplete', first.rule, {}, errors);
    const { projectId, teacherId: applicantId, periodId } = held;
    return { subject: 'label', projectId, subjectId: applicationId, applicantId, content, periodId };
  });
}

function conflict(edit: LabelEdit, stored: StoredApplication): VersionConflict {
  const { content, savedAt, savedBy } = stored;
  return new VersionConflict(edit, { version: versionOf(stored), content, savedAt, savedBy });
}
