// What a label application's step concludes from its cause: which period the receipt belongs to, edits until its
// deadline, the freeze, the evaluation and its outcome.
import { judgeEdit } from './application-deadline.js';
import { apply, refuse } from './conclude.js';
import type { Conclusion } from './consequence.js';
import type { ApplicationFacts, IntakeFacts, LabelFacts } from './facts.js';
import { isBefore } from './instant.js';
import { concludeEvaluationTask, freezeApplication, openEvaluation } from './label-evaluation.js';
import { enterPublishedPeriod, receiveApplication } from './label-receipt.js';
import type { Cause } from './step.js';
import { climbRung, withoutEffect } from './task-rung.js';
import type { Instant, LabelCommandKind, LabelStatus } from './vocabulary.js';

/** Which commands an application takes in which status. A new status does not compile until it has its row. */
export const LABEL_COMMANDS_BY_STATUS = {
  submitted: ['editApplication', 'decide'],
  awaitingPeriod: ['editApplication', 'decide'],
  frozen: ['editApplication', 'decide'],
  evaluation: ['editApplication', 'decide'],
  awarded: ['decide'],
  refused: ['decide'],
} as const satisfies Record<LabelStatus, readonly LabelCommandKind[]>;

/**
 * Concludes one step of a label application.
 * @param facts what the transaction loaded under the project's lock
 * @param cause the command or timer that caused the step
 */
export function concludeLabelStep(facts: LabelFacts, cause: Cause): Conclusion {
  const { application, intake } = facts;
  if (cause.kind === 'timer')
    return application ? concludeTimer(facts, application, cause.timer) : withoutEffect(cause.timer);
  if (!intake) return refuse('intakeMismatch', null);

  const kind = intake.command.kind as LabelCommandKind;
  if (kind === 'applyForLabel')
    return application ? refuse('alreadyApplied', 'R-3.1.1') : receiveApplication(facts, intake);
  if (!application) return refuse('wrongStatus', 'R-3.1.0', { status: 'draft' });
  const allowed: readonly LabelCommandKind[] = LABEL_COMMANDS_BY_STATUS[application.status];
  if (!allowed.includes(kind)) return refuse('applicationClosed', 'R-3.1.4', { status: application.status });
  return kind === 'editApplication'
    ? edit(facts, application, intake)
    : concludeEvaluationTask(facts, application, intake);
}

/** received before the period's deadline it is a new version, whenever it comes to be read; later it is nothing. */
function edit(facts: LabelFacts, application: ApplicationFacts, intake: IntakeFacts): Conclusion {
  const { receivedAt } = intake.command;
  let closesAt: Instant | null = null;
  if (application.periodId !== null) {
    const judged = judgeEdit({ receivedAt, periodId: application.periodId, periods: facts.periods });
    if (judged.kind !== 'inTime') {
      return refuse('applicationClosed', 'R-3.1.4', {
        closedAt: judged.closedAt,
        nextPeriodId: judged.kind === 'late' ? judged.nextPeriodId : null,
      });
    }
    closesAt = judged.closesAt;
  }
  const editable = application.status === 'submitted' || application.status === 'awaitingPeriod';
  if (!editable) return refuse('applicationClosed', 'R-3.1.4', { status: application.status });
  const version = application.lastVersion + 1;
  // Delivery may overtake: what was received last counts, not what came to this step last.
  const isCurrent = !isBefore(receivedAt, application.currentReceivedAt);
  const rules = [{ rule: 'R-3.1.4', values: { receivedAt, closesAt } }];
  const note = { event: 'labelApplicationEdited', element: 'labelApplication', rules, detail: { version } } as const;
  return apply('edited', note, [{ kind: 'addVersion', version, isCurrent }], { version });
}

function concludeTimer(facts: LabelFacts, application: ApplicationFacts, timer: string): Conclusion {
  if (application.timer !== timer) return climbRung(facts, timer);
  if (application.status === 'awaitingPeriod') return enterPublishedPeriod(facts, application, timer);
  const period = facts.periods.find((candidate) => candidate.periodId === application.periodId) ?? null;
  if (application.status === 'submitted') return freezeApplication(facts, application, period, timer);
  return openEvaluation(facts, application, period, timer);
}
