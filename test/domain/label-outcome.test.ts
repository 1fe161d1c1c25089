import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { concludeEvaluation, malformedScores, type Scoring } from '../../domain/label-outcome.js';
import { loadRulebook } from '../../rulebooks/load.js';

const { label } = await loadRulebook('gr-2021-2022');

function scoring(
  points: number[],
  subPoints: number[],
  twinspace: Partial<Scoring['twinspaceConfirmations']> = {},
): Scoring {
  return {
    scores: label.criteria.map(({ id }, index) => ({ criterion: id, points: points[index] ?? 0 })),
    subCriteria: label.subCriteria.map(({ id }, index) => ({ id, points: subPoints[index] ?? 0 })),
    twinspaceConfirmations: { activities: true, communication: true, record: true, ...twinspace },
  };
}
const unmet = (given: Scoring) =>
  concludeEvaluation(label, given)
    .reasons.filter((reason) => !reason.met)
    .map(({ rule, code, values }) => ({ rule, code, values }));

describe('what the rules conclude from an evaluation', () => {
  test('R-3.1.0: with the threshold reached exactly, the minima and TwinSpace, the label is awarded', () => {
    const concluded = concludeEvaluation(label, scoring([3, 3, 3, 3, 3], [2, 2, 2]));

    expect(concluded).toMatchObject({ outcome: 'award', points: 15, maximumPoints: 25 });
    expect(concluded.reasons).toHaveLength(7);
    expect(concluded.reasons.every((reason) => reason.met)).toBe(true);
  });

  test('R-3.1.0: one point below the threshold it is refused, and the reason says the numbers', () => {
    const given = scoring([3, 3, 3, 3, 2], [5, 5, 5]);

    expect(concludeEvaluation(label, given).outcome).toBe('refuse');
    expect(unmet(given)).toEqual([
      { rule: 'R-3.1.0', code: 'threshold', values: { points: 14, thresholdPoints: 15, maximumPoints: 25 } },
    ]);
  });

  test('R-3.1.0: full points do not make up for one sub-criterion below its minimum', () => {
    const given = scoring([5, 5, 5, 5, 5], [5, 5, 1]);

    expect(concludeEvaluation(label, given).outcome).toBe('refuse');
    expect(unmet(given)).toEqual([
      { rule: 'R-3.1.0', code: 'subCriterion', values: { subCriterion: 'eSafety', points: 1, minimum: 2, maximum: 5 } },
    ]);
  });

  test.each(['activities', 'communication', 'record'] as const)(
    'R-3.1.p: without TwinSpace as the main platform for %s there is no award',
    (use) => {
      const given = scoring([5, 5, 5, 5, 5], [5, 5, 5], { [use]: false });

      expect(concludeEvaluation(label, given).outcome).toBe('refuse');
      expect(unmet(given)).toEqual([
        { rule: 'R-3.1.p', code: 'twinspaceConfirmation', values: { use, confirmed: false } },
      ]);
    },
  );

  test('the product’s own numbers are never told as the circular’s', () => {
    const { reasons } = concludeEvaluation(label, scoring([5, 5, 5, 5, 5], [5, 5, 5]));

    expect(reasons.filter((reason) => reason.from === 'circular').map((reason) => reason.rule)).toEqual([
      'R-3.1.p',
      'R-3.1.p',
      'R-3.1.p',
    ]);
  });

  test('a point more, or a confirmation more, never turns an award into a refusal', () => {
    const points = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 5, maxLength: 5 });
    const subPoints = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 });
    const raise = (values: number[], raised: number) =>
      values.map((value, index) => (index === raised ? Math.min(value + 1, 5) : value));
    fc.assert(
      fc.property(points, subPoints, fc.boolean(), fc.nat(7), (given, givenSubs, activities, raised) => {
        const before = concludeEvaluation(label, scoring(given, givenSubs, { activities }));
        const after = concludeEvaluation(label, scoring(raise(given, raised), raise(givenSubs, raised - 5)));

        expect(after.points).toBeGreaterThanOrEqual(before.points);
        expect(before.outcome === 'award' && after.outcome === 'refuse').toBe(false);
      }),
    );
  });
});

describe('malformed scores', () => {
  test('a full evaluation has none', () => {
    expect(malformedScores(label, scoring([0, 1, 2, 3, 5], [0, 2, 5]))).toEqual([]);
  });

  test('missing, unknown, repeated, broken and excessive ones are each named', () => {
    const given = scoring([3, 3, 3, 3, 3], [2, 2, 2]);
    const scores = [
      { criterion: 'collaboration', points: 6 },
      { criterion: 'technology', points: 2.5 },
      { criterion: 'pedagogy', points: -1 },
      { criterion: 'curriculum', points: 3 },
      { criterion: 'curriculum', points: 3 },
      { criterion: 'sympathy', points: 3 },
    ];

    const malformed = malformedScores(label, { ...given, scores, subCriteria: given.subCriteria.slice(1) });

    expect(malformed.map(({ code, field, id }) => [code, field, id])).toEqual([
      ['outOfRange', 'scores', 'collaboration'],
      ['notWhole', 'scores', 'technology'],
      ['outOfRange', 'scores', 'pedagogy'],
      ['repeated', 'scores', 'curriculum'],
      ['unknown', 'scores', 'sympathy'],
      ['missing', 'scores', 'results'],
      ['missing', 'subCriteria', 'onlineCollaboration'],
    ]);
    expect(malformed[0]?.range).toEqual({ minimum: 0, maximum: 5 });
  });

  test('nothing is concluded from them', () => {
    const given = scoring([3, 3, 3, 3, 3], [2, 2, 2]);

    expect(() => concludeEvaluation(label, { ...given, scores: given.scores.slice(1) })).toThrow(RangeError);
    expect(() => concludeEvaluation(label, scoring([Number.NaN, 5, 5, 5, 5], [5, 5, 5]))).toThrow(RangeError);
  });
});
