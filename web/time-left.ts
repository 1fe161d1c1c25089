// How long there is until a deadline, as people say it: in days of the calendar, because a day is what they plan with.
import { millisecondsOf } from '../domain/instant.js';
import type { Instant, Language } from '../domain/vocabulary.js';
import { LOCALES } from '../messages/translate.js';

const DAY_MS = 86_400_000;

interface Deadline {
  now: Instant;
  dueAt: Instant;
  timeZone: string;
  /** Of the programme's clock, which shows the end of a day up to so many milliseconds late. */
  ratio: number;
}

/**
 * "today", "tomorrow", "in 3 days": from now to the last day on which it can be done. Both instants are programme time.
 * @returns null once that day is over: then it is overdue, which only the records can say
 */
export function timeLeft(language: Language, { now, dueAt, timeZone, ratio }: Deadline): string | null {
  const days = dayOf(millisecondsOf(dueAt) - ratio, timeZone) - dayOf(millisecondsOf(now), timeZone);
  if (days < 0) return null;
  return new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto' }).format(days, 'day');
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** The number of the calendar day in the zone. */
function dayOf(milliseconds: number, timeZone: string): number {
  let calendar = calendars.get(timeZone);
  if (!calendar) {
    // Canada writes a date as ISO does.
    calendar = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    calendars.set(timeZone, calendar);
  }
  return Date.parse(calendar.format(milliseconds)) / DAY_MS;
}
