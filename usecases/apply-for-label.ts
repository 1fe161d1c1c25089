import { checkLabelApplication } from '../domain/label-application-check.js';
import { type Actor, mayEditApplication } from '../domain/permissions.js';
import { findHeldApplication } from '../records/label-drafts.js';
import { rulebookContent } from '../records/rulebooks.js';
import type { CommandResult } from './command-result.js';
import type { Deps } from './deps.js';
import { issueCommand } from './issue-command.js';
import { demand, Problem } from './problem.js';

/**
 * A teacher submits his or her own application. Which period it belongs to is decided by the instant at which
 * it is taken in: the outcome says `received`, `rolledOver` or `awaitingPeriod`.
 * @throws Problem `submissionIncomplete` with the criteria that lack a self-assessment; `alreadyApplied`; `labelSlotsFull`
 */
export function applyForLabel(deps: Deps, actor: Actor, key: string, applicationId: string): Promise<CommandResult> {
  const request = { key, kind: 'applyForLabel', target: applicationId, body: null } as const;
  return issueCommand(deps, actor, request, async (tx) => {
    const held = await findHeldApplication(tx, applicationId);
    if (!held) throw new Problem('notFound');
    demand(mayEditApplication(actor, held.teacherId));
    if (held.submittedAt) throw new Problem('alreadyApplied', 'R-3.1.1', { applicationId });

    const { label } = await rulebookContent(tx, held.rulebookId);
    const { errors } = checkLabelApplication(label, held.content);
    const [first] = errors;
    if (first) throw new Problem('submissionIncomplete', first.rule, {}, errors);
    const { projectId, teacherId: applicantId, content } = held;
    return { subject: 'label', projectId, subjectId: applicationId, applicantId, content };
  });
}
