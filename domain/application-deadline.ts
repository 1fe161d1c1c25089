// Which evaluation period an application belongs to: the instant of receipt decides, not the timer that closes the window.
// Free of time zones.
import { isBefore, millisecondsOf } from './instant.js';
import type { Instant } from './vocabulary.js';

/** A period in real instants. Ends are exclusive: received at `closesAt` is too late. */
export interface Period {
  periodId: string;
  opensAt: Instant;
  /** Null while the deadline is not published: the period stays open. */
  closesAt: Instant | null;
  evaluationOpensAt: Instant | null;
  evaluationClosesAt: Instant | null;
}

/** Deadlines published or moved after the rulebook, by period id. */
export type ClosesAtOverrides = Readonly<Record<string, Instant | null>>;

export type ApplicationJudgement =
  | { kind: 'inTime'; periodId: string; closesAt: Instant | null }
  | {
      kind: 'late';
      closedPeriodId: string;
      closedAt: Instant;
      nextPeriodId: string;
      nextClosesAt: Instant | null;
    }
  | { kind: 'awaitingPeriod'; closedPeriodId: string; closedAt: Instant };

/** All of a period that judging needs. */
type Deadline = Pick<Period, 'periodId' | 'closesAt'>;
type ClosedPeriod = Deadline & { closesAt: Instant };

/**
 * Judges an application by the instant at which it was received. Applications are taken all year round:
 * one that comes before a period opens counts for it too. `periods` stand in the order of time. `completedAt`, when the
 * project was completed: deadlines before it were never missed, so an application that had no chance then is in time.
 * @throws RangeError when there is no period at all, or an instant is malformed
 */
export function judgeApplication(input: {
  receivedAt: Instant;
  periods: readonly Deadline[];
  closesAtOverrides?: ClosesAtOverrides;
  completedAt?: Instant;
}): ApplicationJudgement {
  const periods = withOverrides(input.periods, input.closesAtOverrides);
  if (periods.length === 0) throw new RangeError('no evaluation period');
  const open = firstOpen(periods, input.receivedAt);
  const closed = lastClosedBefore(periods, open);
  if (closed === null) return inTime(open);
  const missed = input.completedAt === undefined || isBefore(input.completedAt, closed.closesAt);
  return missed || open === undefined ? tooLate(closed, open) : inTime(open);
}

/**
 * Judges an edit of an application that belongs to a period already: after that period's deadline nothing is taken into
 * account.
 * @throws RangeError when the period is unknown, or an instant is malformed
 */
export function judgeEdit(input: {
  receivedAt: Instant;
  periodId: string;
  periods: readonly Deadline[];
  closesAtOverrides?: ClosesAtOverrides;
}): ApplicationJudgement {
  const periods = withOverrides(input.periods, input.closesAtOverrides);
  const own = periods.find((period) => period.periodId === input.periodId);
  if (own === undefined) throw new RangeError(`unknown period: ${JSON.stringify(input.periodId.slice(0, 40))}`);
  if (!hasClosed(own, input.receivedAt)) return inTime(own);
  return tooLate(own, firstOpen(periods.slice(periods.indexOf(own) + 1), input.receivedAt));
}

/** The periods with the deadlines that were published later. An evaluation never opens before its applications are frozen. */
export function publishedPeriods(periods: readonly Period[], overrides: ClosesAtOverrides = {}): Period[] {
  return withOverrides(periods, overrides).map((period) => {
    const { closesAt, evaluationOpensAt } = period;
    const tooEarly = closesAt !== null && evaluationOpensAt !== null && isBefore(evaluationOpensAt, closesAt);
    return tooEarly ? { ...period, evaluationOpensAt: closesAt } : period;
  });
}

function withOverrides<P extends Deadline>(periods: readonly P[], overrides: ClosesAtOverrides = {}): P[] {
  return periods.map((period) => {
    const closesAt = Object.hasOwn(overrides, period.periodId) ? overrides[period.periodId] : undefined;
    return closesAt === undefined ? period : { ...period, closesAt };
  });
}

function hasClosed(period: Deadline, at: Instant): period is ClosedPeriod {
  return period.closesAt !== null && millisecondsOf(at) >= millisecondsOf(period.closesAt);
}

function firstOpen(periods: readonly Deadline[], at: Instant): Deadline | undefined {
  return periods.find((period) => !hasClosed(period, at));
}

/** The deadline that had passed last; every period that stands before the open one has closed. */
function lastClosedBefore(periods: readonly Deadline[], open: Deadline | undefined): ClosedPeriod | null {
  const last = open === undefined ? periods.at(-1) : periods[periods.indexOf(open) - 1];
  return last === undefined || last.closesAt === null ? null : { ...last, closesAt: last.closesAt };
}

function inTime(period: Deadline | undefined): ApplicationJudgement {
  if (period === undefined) throw new RangeError('no evaluation period');
  return { kind: 'inTime', periodId: period.periodId, closesAt: period.closesAt };
}

function tooLate(closed: ClosedPeriod, next: Deadline | undefined): ApplicationJudgement {
  const missed = { closedPeriodId: closed.periodId, closedAt: closed.closesAt };
  if (next === undefined) return { kind: 'awaitingPeriod', ...missed };
  return { kind: 'late', ...missed, nextPeriodId: next.periodId, nextClosesAt: next.closesAt };
}
