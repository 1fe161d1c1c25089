import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, millisecondsOf } from '../../domain/instant.js';
import {
  type ProgrammeClock,
  programmeClockSchema,
  programmeTimeAt,
  realTimeAt,
} from '../../domain/programme-clock.js';

const anInstant = fc
  .integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) })
  .map((milliseconds) => instantOf(milliseconds));
const aRatio = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 10_000 }));
const aClock: fc.Arbitrary<ProgrammeClock> = fc.record({ programmeAt: anInstant, realAt: anInstant, ratio: aRatio });
/** Real instants near the clock's own, so that a fast programme stays within the calendar. */
const nearby = fc.integer({ min: -5_000_000_000, max: 5_000_000_000 });

describe('the programme clock', () => {
  test('with ratio 1 and the same instants, programme time is real time', () => {
    const at = '2022-01-01T00:00:00.000Z';
    const clock = { programmeAt: at, realAt: at, ratio: 1 };

    expect(programmeTimeAt(clock, '2022-08-20T21:00:00.123Z')).toBe('2022-08-20T21:00:00.123Z');
    expect(realTimeAt(clock, '2022-08-20T21:00:00.123Z')).toBe('2022-08-20T21:00:00.123Z');
  });

  test('a school year can pass in a minute', () => {
    const clock = { programmeAt: '2021-09-01T00:00:00.000Z', realAt: '2026-03-01T10:00:00.000Z', ratio: 525_600 };

    expect(programmeTimeAt(clock, '2026-03-01T10:01:00.000Z')).toBe('2022-09-01T00:00:00.000Z');
    expect(realTimeAt(clock, '2022-08-20T21:00:00.000Z')).toBe('2026-03-01T10:00:58.172Z');
  });

  test('a real instant is the same after a way through programme time', () => {
    fc.assert(
      fc.property(aClock, nearby, (clock, offsetMs) => {
        const realAt = instantOf(millisecondsOf(clock.realAt) + offsetMs);

        expect(realTimeAt(clock, programmeTimeAt(clock, realAt))).toBe(realAt);
      }),
    );
  });

  test('the real instant of a programme instant is the first at which the programme clock has reached it', () => {
    fc.assert(
      fc.property(aClock, anInstant, (clock, programmeAt) => {
        const realAt = realTimeAt(clock, programmeAt);
        const justBefore = instantOf(millisecondsOf(realAt) - 1);

        expect(millisecondsOf(programmeTimeAt(clock, realAt))).toBeGreaterThanOrEqual(millisecondsOf(programmeAt));
        expect(millisecondsOf(programmeTimeAt(clock, justBefore))).toBeLessThan(millisecondsOf(programmeAt));
      }),
    );
  });

  test('the order of instants is kept both ways', () => {
    fc.assert(
      fc.property(aClock, anInstant, anInstant, (clock, one, other) => {
        const [earlier, later] = one <= other ? [one, other] : [other, one];

        expect(realTimeAt(clock, earlier) <= realTimeAt(clock, later)).toBe(true);
      }),
    );
  });

  test.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('a ratio of %s is refused', (ratio) => {
    const clock = { programmeAt: '2022-01-01T00:00:00.000Z', realAt: '2022-01-01T00:00:00.000Z', ratio };

    expect(() => programmeTimeAt(clock, clock.realAt)).toThrow(RangeError);
    expect(() => realTimeAt(clock, clock.programmeAt)).toThrow(RangeError);
    expect(programmeClockSchema.safeParse(clock).success).toBe(false);
  });

  test('what is no instant, or leads out of the calendar, is refused', () => {
    const clock = { programmeAt: '2022-01-01T00:00:00.000Z', realAt: '2022-01-01T00:00:00.000Z', ratio: 100_000_000 };

    expect(() => programmeTimeAt(clock, 'tomorrow')).toThrow(RangeError);
    expect(() => programmeTimeAt(clock, '2023-01-01T00:00:00.000Z')).toThrow(RangeError);
    expect(programmeClockSchema.safeParse({ ...clock, realAt: '2022-02-30T00:00:00.000Z' }).success).toBe(false);
  });
});
