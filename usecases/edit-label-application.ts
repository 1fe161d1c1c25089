import { v7 as uuidv7 } from 'uuid';
import { checkLabelApplication } from '../domain/label-application-check.js';
import type { LabelContent } from '../domain/label-content.js';
import { type Actor, mayEditApplication } from '../domain/permissions.js';
import { withActor } from '../records/actor.js';
import { findHeldApplication, saveLabelDraft } from '../records/label-drafts.js';
import { rulebookContent } from '../records/rulebooks.js';
import type { CommandResult } from './command-result.js';
import type { Deps } from './deps.js';
import { issueCommand } from './issue-command.js';
import { demand, Problem } from './problem.js';

/**
 * Edits an application: a draft is saved at once; a submitted one gets a new version if the edit is received before its
 * period's deadline.
 * @throws Problem `applicationClosed` with the deadline and the next period, when it came too late
 */
export async function editLabelApplication(
  deps: Deps,
  actor: Actor,
  key: string,
  applicationId: string,
  content: LabelContent,
): Promise<CommandResult> {
  const saved = await withActor(deps.records, actor, async (tx) => {
    const held = await findHeldApplication(tx, applicationId);
    if (!held) throw new Problem('notFound');
    demand(mayEditApplication(actor, held.teacherId));
    return held.submittedAt ? null : saveLabelDraft(tx, applicationId, content);
  });
  if (saved) {
    const { updatedAt: receivedAt, version } = saved;
    return {
      kind: 'applied',
      commandId: uuidv7(),
      receivedAt,
      outcome: 'draftSaved',
      values: { version },
      status: null,
    };
  }
  return editSubmitted(deps, actor, key, applicationId, content);
}

function editSubmitted(deps: Deps, actor: Actor, key: string, applicationId: string, content: LabelContent) {
  const request = { key, kind: 'editApplication', target: applicationId, body: content } as const;
  return issueCommand(deps, actor, request, async (tx) => {
    const held = await findHeldApplication(tx, applicationId);
    if (!held) throw new Problem('notFound');
    demand(mayEditApplication(actor, held.teacherId));
    const { errors } = checkLabelApplication((await rulebookContent(tx, held.rulebookId)).label, content);
    const [first] = errors;
    if (first) throw new Problem('submissionIncomplete', first.rule, {}, errors);
    const { projectId, teacherId: applicantId, periodId } = held;
    return { subject: 'label', projectId, subjectId: applicationId, applicantId, content, periodId };
  });
}
