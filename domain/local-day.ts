// Days of a place as instants. Time-zone arithmetic: never imported by workflow code, where a replay must not depend on it.
import { Temporal } from 'temporal-polyfill';
import { millisecondsOf } from './instant.js';
import type { Instant } from './vocabulary.js';

/**
 * The day it is at that instant in the time zone.
 * @throws RangeError when `at` is not an instant or the zone is unknown
 */
export function localDayOf(at: Instant, timeZone: string): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(millisecondsOf(at));
  return instant.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** Every task of a day has the same due date: what time-zone arithmetic found is kept, as it can never change. */
const kept = new Map<string, Instant>();
const MOST_KEPT = 2_000;

/** The first instant of the day: usually midnight, later where clocks jump forward at midnight (Beirut). */
export function startOfLocalDay(on: string, timeZone: string): Instant {
  return keeping(`${on}/${timeZone}`, () => Temporal.PlainDate.from(on).toZonedDateTime(timeZone));
}

/** The first instant after the day, which is the day's end exclusively: "until 20 August" is "before this instant". */
export function endOfLocalDay(on: string, timeZone: string): Instant {
  const next = () => Temporal.PlainDate.from(on).add({ days: 1 }).toZonedDateTime(timeZone);
  return keeping(`after ${on}/${timeZone}`, next);
}

/** The instant at which clocks of the place show `time` (such as 08:00) on that day; where they skip it, as much later. */
export function localTimeOnDay(on: string, time: string, timeZone: string): Instant {
  return keeping(`${on} ${time}/${timeZone}`, () => {
    const plainTime = Temporal.PlainTime.from(time);
    return Temporal.PlainDate.from(on).toZonedDateTime({ timeZone, plainTime });
  });
}

function keeping(key: string, find: () => Temporal.ZonedDateTime): Instant {
  const found = kept.get(key);
  if (found) return found;
  const instant = find().toInstant().toString({ smallestUnit: 'millisecond' });
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, instant);
  return instant;
}
