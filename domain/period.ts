// The rulebook's evaluation periods as real instants. Workflow code, which must not touch time zones, imports
// application-deadline.ts and freeze-delay.ts instead of this file.
import type { Period } from './application-deadline.js';
import { endOfLocalDay, startOfLocalDay } from './local-day.js';
import { realTimeAt } from './programme-clock.js';
import type { Rulebook } from './rulebook.js';

export {
  type ApplicationJudgement,
  type ClosesAtOverrides,
  judgeApplication,
  judgeEdit,
  type Period,
  publishedPeriods,
} from './application-deadline.js';
export { freezeDelayMs } from './freeze-delay.js';

/**
 * The periods in the order of time, their dates taken in the rulebook's time zone and mapped through the programme clock.
 * "Until 20 August" is inclusive: `closesAt` is the first instant of the 21st. What the rulebook leaves unset is null.
 */
export function periodsOf(rulebook: Pick<Rulebook, 'periods' | 'timeZone' | 'programmeClock'>): Period[] {
  const { timeZone, programmeClock } = rulebook;
  const startOf = (on: string | null) =>
    on === null ? null : realTimeAt(programmeClock, startOfLocalDay(on, timeZone));
  const endOf = (on: string | null) => (on === null ? null : realTimeAt(programmeClock, endOfLocalDay(on, timeZone)));
  return rulebook.periods.map((period) => ({
    periodId: period.id,
    opensAt: realTimeAt(programmeClock, startOfLocalDay(period.opensOn, timeZone)),
    closesAt: endOf(period.closesOn),
    evaluationOpensAt: startOf(period.evaluationOpensOn),
    evaluationClosesAt: endOf(period.evaluationClosesOn),
  }));
}
