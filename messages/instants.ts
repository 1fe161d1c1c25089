// Instants as people read them: always with the weekday, the time and whose time it is.
import { millisecondsOf } from '../domain/instant.js';
import { type ProgrammeClock, programmeTimeAt } from '../domain/programme-clock.js';
import type { AnswerValues } from '../domain/step.js';
import type { Instant, Language } from '../domain/vocabulary.js';
import { isMessageKey, LOCALES, translator } from './translate.js';

const LONG_DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
const SHORT_DAY = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
// h23: the Greek default would be "11:59 μ.μ.".
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/**
 * An instant of the programme, such as "Saturday 20 August 2022, 23:59 (Greek time)".
 * @throws RangeError when `at` is not an instant or the zone is unknown
 */
export function formatInstant(language: Language, at: Instant, timeZone: string): string {
  const date = formatter(language, timeZone, LONG_DAY).format(millisecondsOf(at));
  return translator(language)('time.instant', {
    date,
    time: formatTime(language, at, timeZone),
    zone: zoneName(language, timeZone),
  });
}

/**
 * A deadline: like an instant, but one at the end of a day is told by the day that ends, "Saturday 20 August 2022, 24:00",
 * because "Sunday, 00:00" is misread. A fast programme clock shows such an end up to `ratio` milliseconds late.
 * @throws RangeError as formatInstant
 */
export function formatDeadline(language: Language, at: Instant, timeZone: string, ratio = 1): string {
  const endedDay = dayEndedAt(at, timeZone, ratio);
  if (endedDay === null) return formatInstant(language, at, timeZone);
  const date = formatter(language, timeZone, LONG_DAY).format(endedDay);
  return translator(language)('time.instant', { date, time: '24:00', zone: zoneName(language, timeZone) });
}

/** The day of an instant in few characters, for a subject line: "Sat, 20 Aug 2022". */
export function formatDay(language: Language, at: Instant, timeZone: string): string {
  return formatter(language, timeZone, SHORT_DAY).format(millisecondsOf(at));
}

/** The last day of a deadline, as formatDeadline tells it, in few characters. */
export function formatDeadlineDay(language: Language, at: Instant, timeZone: string, ratio = 1): string {
  return formatter(language, timeZone, SHORT_DAY).format(dayEndedAt(at, timeZone, ratio) ?? millisecondsOf(at));
}

/** A calendar date of the programme, which belongs to no time zone: "Saturday, 20 August 2022". */
export function formatDate(language: Language, on: string): string {
  return formatter(language, 'UTC', LONG_DAY).format(Date.parse(`${on}T00:00:00Z`));
}

/** The time of day, with 24 hours: "23:59". */
export function formatTime(language: Language, at: Instant, timeZone: string): string {
  return formatter(language, timeZone, TIME).format(millisecondsOf(at));
}

/** Whose time it is: "Greek time", "ώρα Ελλάδας"; the zone's own name where the catalogue has none. */
export function zoneName(language: Language, timeZone: string): string {
  const key = `zone.${timeZone}`;
  if (isMessageKey(key)) return translator(language)(key);
  const parts = formatter(language, timeZone, { timeZoneName: 'longGeneric' }).formatToParts(0);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/**
 * Values of a sentence with their instants as people read them. What is an instant shows in its name: `at`, or `…At`.
 * The instants of an answer or a journal entry are real ones; people read programme time.
 */
export function withInstants(
  values: AnswerValues,
  show: { language: Language; timeZone: string; clock: ProgrammeClock },
): AnswerValues {
  const shown = Object.entries(values).map(([name, value]) => {
    if (typeof value !== 'string' || !/^at$|At$/.test(name)) return [name, value] as const;
    const at = programmeTimeAt(show.clock, value);
    const isDeadline = /^(?:due|closes|closed|nextCloses)At$/.test(name);
    const say = isDeadline ? formatDeadline : formatInstant;
    return [name, say(show.language, at, show.timeZone, show.clock.ratio)] as const;
  });
  return Object.fromEntries(shown);
}

/** A moment within the day that ends at the instant; null when the instant is not the end of a day. */
function dayEndedAt(at: Instant, timeZone: string, ratio: number): number | null {
  const milliseconds = millisecondsOf(at);
  const before = milliseconds - ratio;
  const day = formatter('en', timeZone, SHORT_DAY);
  return day.format(before) === day.format(milliseconds) ? null : before;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${Object.keys(options).join()} ${options.weekday ?? ''}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone });
  formatters.set(key, made);
  return made;
}
