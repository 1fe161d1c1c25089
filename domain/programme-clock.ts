// Programme time: the time in which the circular's dates are written. It runs beside real time, at the rulebook's ratio:
// 1 in production, faster in a demonstration or a rehearsed year. Free of time zones.
import { z } from 'zod';
import { instantOf, millisecondsOf } from './instant.js';
import type { Instant } from './vocabulary.js';

const instant = () => z.string().max(30, { abort: true }).refine(isInstant, { error: 'not an instant' });

/** At `realAt` it was `programmeAt`; since then `ratio` milliseconds of programme time go by in a real one. */
export const programmeClockSchema = z.strictObject({
  programmeAt: instant(),
  realAt: instant(),
  /** Whole, so that mapping there and back is exact. */
  ratio: z.int().min(1).max(100_000_000),
});
export type ProgrammeClock = z.output<typeof programmeClockSchema>;

/** The clock of what belongs to no rulebook: programme time is real time. */
export const REAL_TIME: ProgrammeClock = {
  programmeAt: '1970-01-01T00:00:00.000Z',
  realAt: '1970-01-01T00:00:00.000Z',
  ratio: 1,
};

/**
 * What the programme's clock shows at a real instant (it shows whole milliseconds that have gone by).
 * @throws RangeError when `realAt` is not an instant, the ratio is no whole number ≥ 1, or the result is out of range
 */
export function programmeTimeAt(clock: ProgrammeClock, realAt: Instant): Instant {
  checkRatio(clock);
  const realElapsedMs = millisecondsOf(realAt) - millisecondsOf(clock.realAt);
  return instantOf(millisecondsOf(clock.programmeAt) + realElapsedMs * clock.ratio);
}

/**
 * The first real instant at which the programme's clock shows `programmeAt` or later. So nothing that waits for it comes
 * too early, and `realTimeAt(clock, programmeTimeAt(clock, at))` is `at` again.
 * @throws RangeError as `programmeTimeAt`
 */
export function realTimeAt(clock: ProgrammeClock, programmeAt: Instant): Instant {
  checkRatio(clock);
  const programmeElapsedMs = millisecondsOf(programmeAt) - millisecondsOf(clock.programmeAt);
  return instantOf(millisecondsOf(clock.realAt) + divideUp(programmeElapsedMs, clock.ratio));
}

/** Quotient rounded up, without the error of a division of large numbers. */
function divideUp(dividend: number, divisor: number): number {
  const rest = dividend % divisor;
  return (dividend - rest) / divisor + (rest > 0 ? 1 : 0);
}

function checkRatio(clock: ProgrammeClock): void {
  if (!Number.isInteger(clock.ratio) || clock.ratio < 1) {
    throw new RangeError(`the programme clock's ratio must be a whole number of at least 1, not ${clock.ratio}`);
  }
}

function isInstant(value: string): boolean {
  try {
    millisecondsOf(value);
    return true;
  } catch {
    return false;
  }
}
