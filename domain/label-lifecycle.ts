// What a label application's step concludes from its cause: which period the receipt belongs to, edits until its
// deadline, the freeze, the evaluation and its outcome.
import { judgeApplication, judgeEdit, type Period } from './application-deadline.js';
import { apply, decidableTask, mail, openTask, refuse } from './conclude.js';
import type { Audience, Conclusion, Consequence, JournalNote } from './consequence.js';
import type { EvaluationContent } from './decision-content.js';
import type { IntakeFacts, LabelFacts } from './facts.js';
import { freezeDelayMs } from './freeze-delay.js';
import { concludeEvaluation, malformedScores } from './label-outcome.js';
import { nextLookAt } from './next-look.js';
import type { Cause } from './step.js';
import { climbRung, withoutEffect } from './task-rung.js';
import type { Instant, LabelCommandKind, LabelStatus } from './vocabulary.js';

type Application = NonNullable<LabelFacts['application']>;

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
  if (cause.kind === 'timer') return application ? concludeTimer(facts, application, cause.timer) : withoutEffect(cause.timer);
  if (!intake) return refuse('intakeMismatch', null);

  const kind = intake.command.kind as LabelCommandKind;
  if (kind === 'applyForLabel') return application ? refuse('alreadyApplied', 'R-3.1.1') : receive(facts, intake);
  if (!application) return refuse('wrongStatus', 'R-3.1.0', { status: 'draft' });
  const allowed: readonly LabelCommandKind[] = LABEL_COMMANDS_BY_STATUS[application.status];
  if (!allowed.includes(kind)) return refuse('applicationClosed', 'R-3.1.4', { status: application.status });
  return kind === 'editApplication' ? edit(facts, application, intake) : concludeDecision(facts, application, intake);
}

/** the instant of receipt decides the period; what came late belongs to the next one. */
function receive(facts: LabelFacts, intake: IntakeFacts): Conclusion {
  const { receivedAt } = intake.command;
  const member = facts.members.find((candidate) => candidate.teacherId === intake.actorTeacherId);
  if (!member) return refuse('notAMember', 'R-3.1.0');
  const completedAt = facts.completedAt ?? receivedAt;
  const judged = judgeApplication({ receivedAt, periods: facts.periods, completedAt });
  const opening = { kind: 'openApplication' as const, teacherId: member.teacherId, nsoId: member.nsoId };
  const toApplicant: Audience = { to: 'users', userIds: [member.userId] };

  if (judged.kind === 'awaitingPeriod') {
    const why = { receivedAt, closedAt: judged.closedAt };
    const rolledOver = { fromPeriodId: judged.closedPeriodId, why };
    const rules = [{ rule: 'R-3.1.5', values: why }];
    return apply(
      'awaitingPeriod',
      { event: 'labelApplicationAwaitsPeriod', element: 'rollover', rules, detail: why },
      [
        { ...opening, status: 'awaitingPeriod', periodId: null, closesAt: null, rolledOver },
        lookAgain(facts, 1),
        mail('labelAwaitsPeriod', toApplicant, why),
      ],
      why,
    );
  }

  const late = judged.kind === 'late';
  const periodId = late ? judged.nextPeriodId : judged.periodId;
  const closesAt = late ? judged.nextClosesAt : judged.closesAt;
  const slot = freeSlot(facts, periodId);
  if (slot === null) return refuse('labelSlotsFull', 'R-3.1.2', { periodId, maximum: maximumSlots(facts) });
  const values = { periodId, closesAt, receivedAt, ...(late && { closedAt: judged.closedAt }) };
  const rules = [
    { rule: late ? 'R-3.1.5' : 'R-3.1.3', values },
    { rule: 'R-3.1.2', values: { slot, maximum: maximumSlots(facts) } },
  ];
  const rolledOver = late
    ? { fromPeriodId: judged.closedPeriodId, why: { receivedAt, closedAt: judged.closedAt } }
    : null;
  return apply(
    late ? 'rolledOver' : 'received',
    {
      event: late ? 'labelApplicationRolledOver' : 'labelApplicationReceived',
      element: late ? 'rollover' : 'labelApplication',
      rules,
      detail: { ...values, slot },
    },
    [
      { ...opening, status: 'submitted', periodId, closesAt, rolledOver },
      { kind: 'takeSlot', teacherId: member.teacherId, periodId, slot },
      closeTimer(facts, periodId, closesAt, 1),
      late
        ? mail('labelRolledOver', toApplicant, {
            receivedAt,
            closedAt: judged.closedAt,
            nextPeriodId: periodId,
            nextClosesAt: closesAt,
          })
        : mail('labelReceived', toApplicant, { receivedAt, periodId, closesAt }),
    ],
    values,
  );
}

/** received before the period's deadline it is a new version, whenever it comes to be read; later it is nothing. */
function edit(facts: LabelFacts, application: Application, intake: IntakeFacts): Conclusion {
  const { receivedAt } = intake.command;
  if (application.periodId !== null) {
    const judged = judgeEdit({ receivedAt, periodId: application.periodId, periods: facts.periods });
    if (judged.kind !== 'inTime') {
      return refuse('applicationClosed', 'R-3.1.4', {
        closedAt: judged.closedAt,
        nextPeriodId: judged.kind === 'late' ? judged.nextPeriodId : null,
      });
    }
  }
  const editable = application.status === 'submitted' || application.status === 'awaitingPeriod';
  if (!editable) return refuse('applicationClosed', 'R-3.1.4', { status: application.status });
  const version = application.currentVersion + 1;
  const rules = [{ rule: 'R-3.1.4', values: { receivedAt, closesAt: application.closesAt } }];
  const note = { event: 'labelApplicationEdited', element: 'labelApplication', rules, detail: { version } } as const;
  return apply('edited', note, [{ kind: 'addVersion', version }], { version });
}

/** .p: the evaluator scores, the rules conclude. */
function concludeDecision(facts: LabelFacts, application: Application, intake: IntakeFacts): Conclusion {
  const { task, turnedAway } = decidableTask(facts, intake.command, intake.actorId);
  if (turnedAway) return turnedAway;
  const evaluation = intake.content as EvaluationContent;
  const [malformed] = malformedScores(facts.rulebook.label, evaluation);
  if (malformed) return refuse('evaluationIncomplete', 'R-3.1.0', { field: malformed.field, id: malformed.id });

  const conclusion = concludeEvaluation(facts.rulebook.label, evaluation);
  const { outcome, points, maximumPoints } = conclusion;
  const awarded = outcome === 'award';
  const { teacherId, periodId } = application;
  const rules = conclusion.reasons.map((reason) => ({ rule: reason.rule, values: { ...reason.values, met: reason.met } }));
  const detail = { taskId: task.taskId, outcome, points };
  return apply(
    outcome,
    { event: awarded ? 'labelAwarded' : 'labelRefused', element: 'labelEvaluation', rules, detail },
    [
      { kind: 'closeTask', taskId: task.taskId, as: 'decided', outcome },
      { kind: 'recordDecision', taskId: task.taskId, taskKind: task.kind, outcome, conclusion },
      { kind: 'setLabelStatus', to: awarded ? 'awarded' : 'refused' },
      ...(awarded && periodId
        ? [{ kind: 'awardLabel' as const, teacherId, periodId, awardsEligible: isInTimeForAwards(facts, periodId) }]
        : []),
      mail('labelDecided', toApplicant(facts, application), { outcome, points, maximumPoints }, task.taskId),
    ],
    { points, maximumPoints },
  );
}

function concludeTimer(facts: LabelFacts, application: Application, timer: string): Conclusion {
  if (application.timer !== timer) return climbRung(facts, timer);
  if (application.status === 'awaitingPeriod') return enterPublishedPeriod(facts, application, timer);
  const period = facts.periods.find((candidate) => candidate.periodId === application.periodId) ?? null;
  if (application.status === 'submitted') return freeze(facts, application, period, timer);
  return openEvaluation(facts, application, period, timer);
}

/** at the deadline the last version received before it is the one that is evaluated. */
function freeze(facts: LabelFacts, application: Application, period: Period | null, timer: string): Conclusion {
  const closesAt = period?.closesAt ?? null;
  if (!period || closesAt === null || Date.parse(closesAt) > Date.parse(facts.now)) {
    const count = Number(timer.split('/').at(-1)) + 1;
    const again: Consequence[] = [closeTimer(facts, application.periodId ?? '', closesAt, count)];
    if (period && closesAt !== application.closesAt) {
      again.push({ kind: 'moveApplication', periodId: period.periodId, closesAt });
    }
    return apply('nothing', nothingNote('freeze', timer), again);
  }
  const version = application.currentVersion;
  const opensAt = period.evaluationOpensAt;
  const opensNow = opensAt !== null && Date.parse(opensAt) <= Date.parse(facts.now);
  const rules = [{ rule: 'R-3.1.4', values: { closedAt: closesAt, version } }];
  return apply('frozen', { event: 'labelApplicationFrozen', element: 'freeze', rules, detail: { version } }, [
    { kind: 'freezeVersion', version },
    { kind: 'setLabelStatus', to: 'frozen' },
    mail('labelFrozen', toApplicant(facts, application), { version, closedAt: closesAt }),
    ...(opensNow ? evaluationConsequences(facts, application) : [evaluationTimer(facts, opensAt, 1)]),
  ]);
}

function openEvaluation(facts: LabelFacts, application: Application, period: Period | null, timer: string): Conclusion {
  const opensAt = period?.evaluationOpensAt ?? null;
  if (opensAt === null || Date.parse(opensAt) > Date.parse(facts.now)) {
    const count = Number(timer.split('/').at(-1)) + 1;
    return apply('nothing', nothingNote('labelEvaluation', timer), [evaluationTimer(facts, opensAt, count)]);
  }
  const rules = [{ rule: 'R-3.1.0', values: { nsoId: application.nsoId } }];
  const note = { event: 'labelEvaluationOpened', element: 'labelEvaluation', rules, detail: {} } as const;
  return apply('evaluation', note, evaluationConsequences(facts, application));
}

function evaluationConsequences(facts: LabelFacts, application: Application): Consequence[] {
  return [
    { kind: 'setTimer', timer: null, at: null },
    { kind: 'showToNso', nsoId: application.nsoId },
    { kind: 'setLabelStatus', to: 'evaluation' },
    ...openTask(facts, 'labelEvaluation', application.nsoId, null),
  ];
}

/** what waited for a period enters the first one published since, when a slot is free there. */
function enterPublishedPeriod(facts: LabelFacts, application: Application, timer: string): Conclusion {
  const count = Number(timer.split('/').at(-1)) + 1;
  const open = facts.periods.find((period) => !period.closesAt || Date.parse(period.closesAt) > Date.parse(facts.now));
  const slot = open ? freeSlot(facts, open.periodId) : null;
  if (!open || slot === null) {
    return apply('nothing', nothingNote('rollover', timer), [lookAgain(facts, count)]);
  }
  const { periodId, closesAt } = open;
  const rules = [{ rule: 'R-3.1.5', values: { periodId, closesAt } }];
  const detail = { periodId, closesAt, slot };
  return apply('rolledOver', { event: 'labelApplicationRolledOver', element: 'rollover', rules, detail }, [
    { kind: 'moveApplication', periodId, closesAt },
    { kind: 'setLabelStatus', to: 'submitted' },
    { kind: 'takeSlot', teacherId: application.teacherId, periodId, slot },
    closeTimer(facts, periodId, closesAt, 1),
    mail('labelReceived', toApplicant(facts, application), { receivedAt: facts.now, periodId, closesAt }),
  ]);
}

/** the lowest free slot of the teacher in the period, null when all are taken. */
function freeSlot(facts: LabelFacts, periodId: string): number | null {
  const taken = facts.slots.filter((slot) => slot.periodId === periodId).map((slot) => slot.slot);
  for (let slot = 1; slot <= maximumSlots(facts); slot += 1) if (!taken.includes(slot)) return slot;
  return null;
}

const maximumSlots = (facts: LabelFacts): number => facts.rulebook.label.maximumPerPeriod;

/** .q: the National Awards are open to labels applied for by the rulebook's first deadline. */
function isInTimeForAwards(facts: LabelFacts, periodId: string): boolean {
  return facts.periods[0]?.periodId === periodId;
}

function closeTimer(facts: LabelFacts, periodId: string, closesAt: Instant | null, count: number): Consequence {
  const timer = `${facts.applicationId}/close/${count}`;
  if (closesAt === null) return { kind: 'setTimer', timer, at: nextLookAt(facts) };
  const at = Date.parse(closesAt) + freezeDelayMs(`${facts.applicationId}/${periodId}`, facts.rulebook.freezeSpreadMinutes);
  return { kind: 'setTimer', timer, at: new Date(at).toISOString() };
}

function evaluationTimer(facts: LabelFacts, opensAt: Instant | null, count: number): Consequence {
  const timer = `${facts.applicationId}/evaluationOpens/${count}`;
  return { kind: 'setTimer', timer, at: opensAt ?? nextLookAt(facts) };
}

function nothingNote(element: string, timer: string): JournalNote {
  return { event: 'timerWithoutEffect', element, rules: [], detail: { timer } };
}

function lookAgain(facts: LabelFacts, count: number): Consequence {
  return { kind: 'setTimer', timer: `${facts.applicationId}/awaitingPeriod/${count}`, at: nextLookAt(facts) };
}

function toApplicant(facts: LabelFacts, application: Application): Audience {
  const users = facts.members.filter((member) => member.teacherId === application.teacherId);
  return { to: 'users', userIds: users.map((member) => member.userId) };
}
