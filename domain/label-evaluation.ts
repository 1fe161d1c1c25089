// From the frozen application to its outcome.
import type { Period } from './application-deadline.js';
import { apply, decidableTask, mail, openTask, refuse, toTeacher } from './conclude.js';
import type { Conclusion, Consequence } from './consequence.js';
import type { EvaluationContent } from './decision-content.js';
import type { ApplicationFacts, IntakeFacts, LabelFacts } from './facts.js';
import { concludeEvaluation, malformedScores } from './label-outcome.js';
import { closeTimer, evaluationTimer, nextCount, nothingNote } from './label-timers.js';

/** at the deadline the last version received before it is the one that is evaluated. */
export function freezeApplication(
  facts: LabelFacts,
  application: ApplicationFacts,
  period: Period | null,
  timer: string,
): Conclusion {
  const closesAt = period?.closesAt ?? null;
  // The deadline may have been published since the application was received.
  const moved: Consequence[] =
    period && closesAt !== application.closesAt
      ? [{ kind: 'moveApplication', periodId: period.periodId, closesAt }]
      : [];
  if (!period || closesAt === null || Date.parse(closesAt) > Date.parse(facts.now)) {
    const again = closeTimer(facts, application.periodId ?? '', closesAt, nextCount(timer));
    return apply('nothing', nothingNote('freeze', timer), [again, ...moved]);
  }
  const version = application.currentVersion;
  const opensAt = period.evaluationOpensAt;
  const opensNow = opensAt !== null && Date.parse(opensAt) <= Date.parse(facts.now);
  const rules = [{ rule: 'R-3.1.4', values: { closedAt: closesAt, version } }];
  return apply('frozen', { event: 'labelApplicationFrozen', element: 'freeze', rules, detail: { version } }, [
    ...moved,
    { kind: 'freezeVersion', version },
    { kind: 'setLabelStatus', to: 'frozen' },
    mail('labelFrozen', toTeacher(facts, application.teacherId), { version, closedAt: closesAt }),
    ...(opensNow ? evaluationConsequences(facts, application) : [evaluationTimer(facts, opensAt, 1)]),
  ]);
}

/** When the rulebook opens the evaluation, the NSO of the applicant's school gets a task. */
export function openEvaluation(
  facts: LabelFacts,
  application: ApplicationFacts,
  period: Period | null,
  timer: string,
): Conclusion {
  const opensAt = period?.evaluationOpensAt ?? null;
  if (opensAt === null || Date.parse(opensAt) > Date.parse(facts.now)) {
    const count = nextCount(timer);
    return apply('nothing', nothingNote('labelEvaluation', timer), [evaluationTimer(facts, opensAt, count)]);
  }
  const rules = [{ rule: 'R-3.1.0', values: { nsoId: application.nsoId } }];
  const note = { event: 'labelEvaluationOpened', element: 'labelEvaluation', rules, detail: {} } as const;
  return apply('evaluation', note, evaluationConsequences(facts, application));
}

function evaluationConsequences(facts: LabelFacts, application: ApplicationFacts): Consequence[] {
  return [
    { kind: 'setTimer', timer: null, at: null },
    { kind: 'showToNso', nsoId: application.nsoId },
    { kind: 'setLabelStatus', to: 'evaluation' },
    ...openTask(facts, 'labelEvaluation', application.nsoId, null),
  ];
}

/** .p: the evaluator scores, the rules conclude. */
export function concludeEvaluationTask(
  facts: LabelFacts,
  application: ApplicationFacts,
  intake: IntakeFacts,
): Conclusion {
  const { task, turnedAway } = decidableTask(facts, intake.command, intake.actorId);
  if (turnedAway) return turnedAway;
  const evaluation = intake.content as EvaluationContent;
  const [malformed] = malformedScores(facts.rulebook.label, evaluation);
  if (malformed) return refuse('evaluationIncomplete', 'R-3.1.0', { field: malformed.field, id: malformed.id });

  const conclusion = concludeEvaluation(facts.rulebook.label, evaluation);
  const { outcome, points, maximumPoints } = conclusion;
  const awarded = outcome === 'award';
  const { teacherId, periodId } = application;
  const rules = conclusion.reasons.map((reason) => ({
    rule: reason.rule,
    values: { ...reason.values, met: reason.met },
  }));
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
      mail('labelDecided', toTeacher(facts, application.teacherId), { outcome, points, maximumPoints }, task.taskId),
    ],
    { points, maximumPoints },
  );
}

/** .q: the National Awards are open to labels applied for by the rulebook's first deadline. */
function isInTimeForAwards(facts: LabelFacts, periodId: string): boolean {
  return facts.periods[0]?.periodId === periodId;
}
