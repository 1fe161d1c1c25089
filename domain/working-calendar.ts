// Working days of an NSO: every day but its weekend and the days on which it is closed.
import { isCalendarDate } from './calendar-date.js';
import { endOfLocalDay, localDayOf } from './local-day.js';
import type { Instant } from './vocabulary.js';

export interface WorkingCalendar {
  timeZone: string;
  /** ISO weekdays, 1 = Monday to 7 = Sunday. */
  weekend: readonly number[];
  closedOn: readonly string[];
}

/** A day that was not counted, and why. Where a closed day falls on a weekend, the weekend is named. */
export interface SkippedDay {
  on: string;
  reason: 'weekend' | 'closed';
}

/** "Why this date", for a page or the journal to put into words. */
export interface WorkingDaysCount {
  fromOn: string;
  workingDays: number;
  toOn: string;
  timeZone: string;
  skipped: SkippedDay[];
}

const LONGEST_COUNT = 1000;
const DAY_MS = 86_400_000;

/**
 * Counts working days from a day, which is not counted itself: 1 is the next working day, -1 the one before; 0 is the day
 * itself if it is a working day, else the next one.
 * @throws RangeError when `fromOn` is not a date, `workingDays` is not a whole number within ±1000, or the calendar has no
 *   working day
 */
export function countWorkingDays(calendar: WorkingCalendar, fromOn: string, workingDays: number): WorkingDaysCount {
  checkCount(calendar, fromOn, workingDays);
  const skipped: SkippedDay[] = [];
  const step = workingDays < 0 ? -DAY_MS : DAY_MS;
  let dayMs = Date.parse(fromOn) + (workingDays === 0 ? 0 : step);
  let left = Math.max(Math.abs(workingDays), 1);
  for (;;) {
    const reason = whyNotWorking(calendar, dayMs);
    if (reason === null) left -= 1;
    else skipped.push({ on: dateOf(dayMs), reason });
    if (left === 0) return { fromOn, workingDays, toOn: dateOf(dayMs), timeZone: calendar.timeZone, skipped };
    dayMs += step;
  }
}

/**
 * Counts working days from the day it is, at the instant, at the NSO. The day of the instant is never counted, however
 * early in the day it is. `endsAt` is the end of the day reached, exclusively: the first instant that is too late.
 * @throws RangeError as `countWorkingDays`, and when `fromProgrammeAt` is not an instant
 */
export function addWorkingDays(
  calendar: WorkingCalendar,
  fromProgrammeAt: Instant,
  workingDays: number,
): { on: string; endsAt: Instant; why: WorkingDaysCount } {
  const fromOn = localDayOf(fromProgrammeAt, calendar.timeZone);
  const why = countWorkingDays(calendar, fromOn, workingDays);
  return { on: why.toOn, endsAt: endOfLocalDay(why.toOn, calendar.timeZone), why };
}

function whyNotWorking(calendar: WorkingCalendar, dayMs: number): SkippedDay['reason'] | null {
  const isoWeekday = new Date(dayMs).getUTCDay() || 7;
  if (calendar.weekend.includes(isoWeekday)) return 'weekend';
  return calendar.closedOn.includes(dateOf(dayMs)) ? 'closed' : null;
}

/** Days are counted as UTC midnights, which are all 24 hours apart; only instants need the time zone. */
function dateOf(dayMs: number): string {
  return new Date(dayMs).toISOString().slice(0, 10);
}

function checkCount(calendar: WorkingCalendar, fromOn: string, workingDays: number): void {
  if (!isCalendarDate(fromOn)) throw new RangeError(`not a date: ${JSON.stringify(fromOn.slice(0, 40))}`);
  if (!Number.isInteger(workingDays) || Math.abs(workingDays) > LONGEST_COUNT) {
    throw new RangeError(`not a number of working days: ${workingDays}`);
  }
  if (new Set(calendar.weekend).size >= 7) throw new RangeError('a calendar without working days');
}
