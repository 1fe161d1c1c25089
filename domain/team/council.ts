// .a: the council of a school that comes in later decides, before its pupils start.
import { apply, mail } from '../conclude.js';
import type { Conclusion, Consequence } from '../consequence.js';
import type { ProjectFacts, TaskFacts } from '../facts.js';
import type { DecisionOutcome } from '../vocabulary.js';
import { takeEffect, waitingForCouncil, withFounders } from './invitations.js';

/** Approved, everybody of the school who waited takes part. Rejected, nobody of them does, and all who asked are told why. */
export function concludeTeamCouncil(
  facts: ProjectFacts,
  task: TaskFacts,
  outcome: DecisionOutcome,
  decided: Consequence[],
): Conclusion {
  const waiting = waitingForCouncil(facts, task.schoolId);
  const rules = [{ rule: 'R-1.4.a', values: { outcome, schoolId: task.schoolId } }];
  const teacherIds = waiting.map(({ teacherId }) => teacherId).join(',');
  const detail = { taskId: task.taskId, schoolId: task.schoolId, teacherIds };
  if (outcome === 'reject') {
    return apply('reject', { event: 'councilRefused', element: 'councilApproval', rules, detail }, [
      ...decided,
      ...waiting.flatMap((invitation) => [
        { kind: 'moveInvitation' as const, invitationId: invitation.invitationId, to: 'rejected' as const },
        mail('joiningRejected', withFounders(facts, invitation), { teacherId: invitation.teacherId }, task.taskId),
      ]),
    ]);
  }
  return apply('approve', { event: 'councilAdmitted', element: 'councilApproval', rules, detail }, [
    ...decided,
    ...waiting.flatMap((invitation) => takeEffect(facts, invitation)),
  ]);
}
