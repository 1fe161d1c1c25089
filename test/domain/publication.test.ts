import { describe, expect, test } from '@jest/globals';
import { changeOfPeriods, problemsOfRulebook } from '../../domain/publication.js';
import type { PeriodRules } from '../../domain/rulebook/periods.js';
import type { Rulebook } from '../../domain/rulebook.js';
import { loadRulebook } from '../../rulebooks/load.js';

const rulebook = await loadRulebook('gr-2021-2022');
const [first, second] = rulebook.periods as [PeriodRules, PeriodRules];
const NOW = '2023-02-01T10:00:00.000Z';

const dated: PeriodRules = {
  ...second,
  closesOn: '2023-06-30',
  evaluationOpensOn: '2023-07-01',
  evaluationClosesOn: '2023-10-31',
};
const third: PeriodRules = {
  ...dated,
  id: '2024',
  opensOn: '2023-07-01',
  closesOn: null,
  evaluationOpensOn: '2024-06-01',
  evaluationClosesOn: null,
};
const judge = (period: PeriodRules, current: PeriodRules[] = rulebook.periods, now = NOW) =>
  changeOfPeriods(rulebook, current, period, now);
const problemsOf = (...args: Parameters<typeof judge>) =>
  judge(...args).problems.map(({ field, code }) => `${code} ${field}`);

describe('publishing a period', () => {
  test('R-3.1.5: given a period without a deadline, when its days are published, then it gets them in its own place', () => {
    expect(judge(dated)).toEqual({
      change: {
        kind: 'dated',
        position: 2,
        period: {
          periodId: '2023',
          opensAt: '2022-08-20T21:00:00.000Z',
          closesAt: '2023-06-30T21:00:00.000Z',
          evaluationOpensAt: '2023-06-30T21:00:00.000Z',
          evaluationClosesAt: '2023-10-31T22:00:00.000Z',
        },
      },
      problems: [],
    });
  });

  test('R-3.1.5: given all deadlines, when another period is published, then it follows the last one', () => {
    expect(judge(third, [first, dated])).toMatchObject({
      change: { kind: 'added', position: 3, period: { periodId: '2024', closesAt: null } },
      problems: [],
    });
  });

  test('given a period after one whose deadline is still open, when it is published, then it is refused', () => {
    expect(problemsOf(third)).toEqual(['periodOutOfOrder period']);
  });

  test('R-3.1.4: given a deadline that was published, when it is published otherwise, then it is refused', () => {
    expect(problemsOf({ ...first, closesOn: '2022-09-20' })).toEqual(['deadlinePublished period.closesOn']);
  });

  test('R-3.1.4: given a deadline without the opening of its evaluation, when that is published, then it is taken, also after the deadline, and the deadline stays', () => {
    const undated = { ...dated, evaluationOpensOn: null, evaluationClosesOn: null };
    const late = '2023-07-15T00:00:00.000Z';

    expect(judge(dated, [first, undated], late)).toMatchObject({
      change: { kind: 'dated', position: 2, period: { closesAt: '2023-06-30T21:00:00.000Z' } },
      problems: [],
    });
    for (const otherwise of [undated, { ...dated, closesOn: '2023-06-29' }]) {
      expect(problemsOf(otherwise, [first, undated], late)).toEqual(['deadlinePublished period.closesOn']);
    }
    expect(problemsOf(dated, [first, dated], late)).toEqual(['deadlinePublished period.closesOn']);
  });

  test('given the last millisecond before a deadline, when it is published, then it is taken; at it no more', () => {
    expect(problemsOf(dated, rulebook.periods, '2023-06-30T20:59:59.999Z')).toEqual([]);
    expect(problemsOf(dated, rulebook.periods, '2023-06-30T21:00:00.000Z')).toEqual(['deadlinePassed period.closesOn']);
  });

  test('given a period that was there, when it comes without a deadline or opening otherwise, then each is told', () => {
    expect(problemsOf(second)).toEqual(['deadlineMissing period.closesOn']);
    expect(problemsOf({ ...dated, opensOn: '2022-09-01' })).toEqual(['periodOpensOtherwise period.opensOn']);
  });

  test('given days that no calendar maps, when they are published, then it is refused', () => {
    const programmeClock = { ...rulebook.programmeClock, realAt: '9999-06-01T00:00:00.000Z' };

    expect(changeOfPeriods({ ...rulebook, programmeClock }, rulebook.periods, dated, NOW)).toEqual({
      change: null,
      problems: [{ field: 'period', code: 'datesUnfit' }],
    });
  });
});

describe('publishing a rulebook', () => {
  const nsoIds = rulebook.nsos.map(({ id }) => id);
  const problems = (changed: Partial<Rulebook>, known: Partial<Parameters<typeof problemsOfRulebook>[1]> = {}) =>
    problemsOfRulebook({ ...rulebook, ...changed }, { isPublished: false, nsoIds, ...known }).map(({ code }) => code);

  test.each(['gr-2022-2023', 'gr-2021-2022-2', 'cy-2021-2022'])('%s may be published', (id) => {
    expect(problems({ id })).toEqual([]);
  });

  test.each(['us-2022-2023', 'greece', 'gr-2022', 'gr-2022-2023-beta'])(
    '%s is no id of a participating country',
    (id) => {
      expect(problems({ id })).toEqual(['rulebookIdUnfit']);
    },
  );

  test('given an id that is published, an NSO that nobody registered, or a fast clock, then each is told', () => {
    expect(problems({}, { isPublished: true })).toEqual(['rulebookPublished']);
    expect(problems({}, { nsoIds: nsoIds.slice(1) })).toEqual(['nsoUnknown']);
    expect(problems({ programmeClock: { ...rulebook.programmeClock, ratio: 2 } })).toEqual(['clockTooFast']);
    expect(problems({ programmeClock: { ...rulebook.programmeClock, realAt: '9999-06-01T00:00:00.000Z' } })).toEqual([
      'datesUnfit',
    ]);
  });
});
