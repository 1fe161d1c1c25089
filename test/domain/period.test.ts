import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, millisecondsOf } from '../../domain/instant.js';
import { judgeApplication, judgeEdit, periodsOf, publishedPeriods } from '../../domain/period.js';
import { loadRulebook } from '../../rulebooks/load.js';

const rulebook = await loadRulebook('gr-2021-2022');
const periods = periodsOf(rulebook);
const closesAt = '2022-08-20T21:00:00.000Z';
const late2022 = { closedPeriodId: '2022', closedAt: closesAt };
const published2023 = { '2023': '2023-06-30T21:00:00.000Z' };

describe('evaluation periods', () => {
  test('R-3.1.3: 20 August 2022 is inclusive, to the day’s end in Athens', () => {
    expect(periods[0]).toMatchObject({ periodId: '2022', opensAt: '2021-08-31T21:00:00.000Z', closesAt });
  });

  test('R-3.1.5: the next period evaluates from June to October 2023, and its deadline is not published', () => {
    expect(periods[1]).toEqual({
      periodId: '2023',
      opensAt: closesAt,
      closesAt: null,
      evaluationOpensAt: '2023-05-31T21:00:00.000Z',
      evaluationClosesAt: '2023-10-31T22:00:00.000Z',
    });
  });

  test('dates go through the programme clock', () => {
    const clock = { programmeAt: '2022-08-20T20:00:00.000Z', realAt: '2026-01-01T00:00:00.000Z', ratio: 3600 };

    expect(periodsOf({ ...rulebook, programmeClock: clock })[0]?.closesAt).toBe('2026-01-01T00:00:01.000Z');
  });

  test('an evaluation never opens before a deadline that is published later', () => {
    expect(publishedPeriods(periods, published2023)[1]).toMatchObject({
      closesAt: '2023-06-30T21:00:00.000Z',
      evaluationOpensAt: '2023-06-30T21:00:00.000Z',
    });
  });
});

describe('judging an application by its receipt', () => {
  test('R-3.1.3: received a millisecond before the deadline it is in time', () => {
    const judged = judgeApplication({ receivedAt: '2022-08-20T20:59:59.999Z', periods });

    expect(judged).toEqual({ kind: 'inTime', periodId: '2022', closesAt });
  });

  test('R-3.1.3: so it is with microseconds, as the database writes them', () => {
    expect(judgeApplication({ receivedAt: '2022-08-20T20:59:59.999999Z', periods }).kind).toBe('inTime');
    expect(judgeApplication({ receivedAt: '2022-08-20T21:00:00.000000Z', periods }).kind).toBe('late');
  });

  test.each(['2022-08-20T21:00:00.000Z', '2022-08-20T21:00:00.001Z', '2023-02-01T00:00:00.000Z'])(
    'R-3.1.5: received at the deadline or after it, it belongs to the next period: %s',
    (receivedAt) => {
      const judged = judgeApplication({ receivedAt, periods });

      expect(judged).toEqual({ kind: 'late', ...late2022, nextPeriodId: '2023', nextClosesAt: null });
    },
  );

  test('R-3.1.3: applications are taken all year round, also before the first period opens', () => {
    expect(judgeApplication({ receivedAt: '2021-01-01T00:00:00.000Z', periods })).toMatchObject({
      kind: 'inTime',
      periodId: '2022',
    });
  });

  test('R-3.1.5: an application for a project that was completed after the deadline has missed nothing', () => {
    const receivedAt = '2022-12-01T00:00:00.000Z';

    expect(judgeApplication({ receivedAt, periods, completedAt: closesAt })).toMatchObject({
      kind: 'inTime',
      periodId: '2023',
    });
    expect(judgeApplication({ receivedAt, periods, completedAt: '2022-08-20T20:59:59.999Z' })).toMatchObject({
      kind: 'late',
      nextPeriodId: '2023',
    });
  });

  test('R-3.1.5: when every published period has closed, it waits for one', () => {
    const receivedAt = '2023-06-30T21:00:00.000Z';

    const judged = judgeApplication({ receivedAt, periods, closesAtOverrides: published2023 });

    expect(judged).toEqual({ kind: 'awaitingPeriod', closedPeriodId: '2023', closedAt: published2023['2023'] });
  });

  test('a deadline that was moved counts from then on', () => {
    const closesAtOverrides = { '2022': '2022-08-31T21:00:00.000Z' };

    expect(judgeApplication({ receivedAt: '2022-08-25T00:00:00.000Z', periods, closesAtOverrides }).kind).toBe(
      'inTime',
    );
  });

  test('around any deadline: one millisecond before is in time, at it and after it is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2022, 0), max: Date.UTC(2024, 0) }), (deadlineMs) => {
        const closesAtOverrides = { '2022': instantOf(deadlineMs) };
        const kindAt = (ms: number) => judgeApplication({ receivedAt: instantOf(ms), periods, closesAtOverrides }).kind;

        expect([-1, 0, 1].map((offset) => kindAt(deadlineMs + offset))).toEqual(['inTime', 'late', 'late']);
      }),
    );
  });

  test('a later receipt never leads to an earlier period', () => {
    const receipts = fc.integer({ min: Date.UTC(2021, 0), max: Date.UTC(2024, 0) });
    const place = (ms: number) => {
      const judged = judgeApplication({ receivedAt: instantOf(ms), periods, closesAtOverrides: published2023 });
      if (judged.kind === 'awaitingPeriod') return '9999';
      return judged.kind === 'late' ? judged.nextPeriodId : judged.periodId;
    };
    fc.assert(
      fc.property(receipts, receipts, (one, other) => {
        expect(place(Math.min(one, other)) <= place(Math.max(one, other))).toBe(true);
      }),
    );
  });

  test('without any period there is nothing to judge by', () => {
    expect(() => judgeApplication({ receivedAt: closesAt, periods: [] })).toThrow(RangeError);
  });
});

describe('judging an edit', () => {
  test('R-3.1.4: until the deadline it counts, from the deadline on nothing is taken into account', () => {
    const before = instantOf(millisecondsOf(closesAt) - 1);

    expect(judgeEdit({ receivedAt: before, periodId: '2022', periods })).toMatchObject({ kind: 'inTime' });
    expect(judgeEdit({ receivedAt: closesAt, periodId: '2022', periods })).toEqual({
      kind: 'late',
      ...late2022,
      nextPeriodId: '2023',
      nextClosesAt: null,
    });
  });

  test('R-3.1.5: after rollover it can be edited until the next period’s own deadline', () => {
    const receivedAt = '2023-03-01T00:00:00.000Z';

    expect(judgeEdit({ receivedAt, periodId: '2023', periods })).toMatchObject({ kind: 'inTime', periodId: '2023' });
    expect(
      judgeEdit({
        receivedAt: '2023-07-01T00:00:00.000Z',
        periodId: '2023',
        periods,
        closesAtOverrides: published2023,
      }),
    ).toMatchObject({ kind: 'awaitingPeriod', closedPeriodId: '2023' });
  });

  test('an unknown period is refused', () => {
    expect(() => judgeEdit({ receivedAt: closesAt, periodId: '2019', periods })).toThrow(RangeError);
  });
});
