// What the rules conclude from an evaluation: award or refuse.
import type { EvaluationContent } from './decision-content.js';
import type { RuleId } from './finding.js';
import { type LabelRules, maximumPointsOf } from './rulebook/label.js';
import type { SourceKind } from './rulebook/source.js';
import type { AnswerValues } from './step.js';

/** The part of an evaluation that counts; comments and feedback decide nothing. */
export interface Scoring {
  scores: readonly Pick<EvaluationContent['scores'][number], 'criterion' | 'points'>[];
  subCriteria: EvaluationContent['subCriteria'];
  twinspaceConfirmations: EvaluationContent['twinspaceConfirmations'];
}

/** One comparison of the conclusion, met or not. */
export interface OutcomeReason {
  rule: RuleId;
  /** Where the compared number comes from, so that a choice of the product is never shown as the circular's. */
  from: SourceKind;
  code: 'threshold' | 'subCriterion' | 'twinspaceConfirmation';
  met: boolean;
  values: AnswerValues;
}

export interface LabelConclusion {
  outcome: 'award' | 'refuse';
  points: number;
  maximumPoints: number;
  /** Every comparison, in the order of the rulebook; all are met exactly when the outcome is `award`. */
  reasons: OutcomeReason[];
}

export interface MalformedScore {
  code: 'missing' | 'unknown' | 'repeated' | 'notWhole' | 'outOfRange';
  /** Which list of the evaluation, and the id in it. */
  field: 'scores' | 'subCriteria';
  id: string;
  /** Lowest and highest points allowed; null for an unknown id. */
  range: { minimum: number; maximum: number } | null;
}

/** Says which scores are missing, unknown, given twice, not whole or out of range. Empty: the evaluation can be concluded. */
export function malformedScores(label: LabelRules, scoring: Scoring): MalformedScore[] {
  const scores = scoring.scores.map((score) => ({ id: score.criterion, points: score.points }));
  return [
    ...malformedIn('scores', label.criteria, scores),
    ...malformedIn('subCriteria', label.subCriteria, scoring.subCriteria),
  ];
}

/**
 * Concludes an evaluation: the label is awarded when the points reach the threshold, every sub-criterion its minimum, and
 * all three uses of TwinSpace are confirmed (R-3.1.0, R-3.1.p).
 * @throws RangeError when scores are malformed
 */
export function concludeEvaluation(label: LabelRules, scoring: Scoring): LabelConclusion {
  if (malformedScores(label, scoring).length > 0) throw new RangeError('malformed scores cannot be concluded');
  const points = scoring.scores.reduce((sum, score) => sum + score.points, 0);
  const maximumPoints = maximumPointsOf(label);
  const reasons = [
    thresholdReason(label, points, maximumPoints),
    ...subCriterionReasons(label, scoring),
    ...twinspaceReasons(label, scoring),
  ];
  return { outcome: reasons.every((reason) => reason.met) ? 'award' : 'refuse', points, maximumPoints, reasons };
}

function thresholdReason(label: LabelRules, points: number, maximumPoints: number): OutcomeReason {
  return {
    rule: 'R-3.1.0',
    from: label.sources.points.from,
    code: 'threshold',
    met: points >= label.thresholdPoints,
    values: { points, thresholdPoints: label.thresholdPoints, maximumPoints },
  };
}

function subCriterionReasons(label: LabelRules, scoring: Scoring): OutcomeReason[] {
  return label.subCriteria.map(({ id, minimum, maximum }) => {
    const points = scoring.subCriteria.find((sub) => sub.id === id)?.points ?? 0;
    return {
      rule: 'R-3.1.0',
      from: label.sources.subCriteria.from,
      code: 'subCriterion',
      met: points >= minimum,
      values: { subCriterion: id, points, minimum, maximum },
    };
  });
}

function twinspaceReasons(label: LabelRules, scoring: Scoring): OutcomeReason[] {
  return label.twinspaceConfirmations.map(({ id, rule }) => ({
    rule,
    from: label.sources.twinspaceConfirmations.from,
    code: 'twinspaceConfirmation',
    met: scoring.twinspaceConfirmations[id],
    values: { use: id, confirmed: scoring.twinspaceConfirmations[id] },
  }));
}

function malformedIn(
  field: MalformedScore['field'],
  expected: readonly { id: string; maximum: number }[],
  given: readonly { id: string; points: number }[],
): MalformedScore[] {
  const maxima = new Map(expected.map(({ id, maximum }) => [id, maximum]));
  const seen = new Set<string>();
  const malformed: MalformedScore[] = [];
  for (const { id, points } of given) {
    const maximum = maxima.get(id);
    const range = maximum === undefined ? null : { minimum: 0, maximum };
    if (range === null) malformed.push({ code: 'unknown', field, id, range });
    else if (seen.has(id)) malformed.push({ code: 'repeated', field, id, range });
    else if (!Number.isInteger(points)) malformed.push({ code: 'notWhole', field, id, range });
    else if (points < range.minimum || points > range.maximum) malformed.push({ code: 'outOfRange', field, id, range });
    seen.add(id);
  }
  for (const { id, maximum } of expected) {
    if (!seen.has(id)) malformed.push({ code: 'missing', field, id, range: { minimum: 0, maximum } });
  }
  return malformed;
}
