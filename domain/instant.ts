// Instants as text and as numbers. Free of clocks and time zones: workflow code may import this file.
import type { Instant } from './vocabulary.js';

const INSTANT_LENGTHS = ['2022-08-20T21:00:00.000Z'.length, '2022-08-20T21:00:00.000000Z'.length];
const INSTANT_PATTERN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:\d{3})?Z$/;
const LAST_INSTANT_MS = Date.UTC(10_000, 0) - 1;
const FIRST_INSTANT_MS = Date.parse('0000-01-01T00:00:00.000Z');

/**
 * Milliseconds since 1970 of an instant written in UTC with milliseconds or microseconds. Microseconds are cut off, never
 * rounded, so that what was received before a deadline stays before it.
 * @throws RangeError for anything else: another zone or precision, or a day that the calendar does not have
 */
export function millisecondsOf(at: Instant): number {
  if (INSTANT_LENGTHS.includes(at.length) && INSTANT_PATTERN.test(at)) {
    const milliseconds = Date.parse(at);
    // Date.parse lets 30 February pass as 2 March; only a real day comes back as it went in.
    if (Number.isFinite(milliseconds) && new Date(milliseconds).toISOString().slice(0, 23) === at.slice(0, 23)) {
      return milliseconds;
    }
  }
  throw new RangeError(`not an instant: ${JSON.stringify(at.slice(0, 40))}`);
}

/**
 * The instant, to the millisecond, of a number of milliseconds since 1970.
 * @throws RangeError unless it is a whole number within the years 0 to 9999
 */
export function instantOf(milliseconds: number): Instant {
  if (!Number.isInteger(milliseconds) || milliseconds < FIRST_INSTANT_MS || milliseconds > LAST_INSTANT_MS) {
    throw new RangeError(`not a whole number of milliseconds within the years 0 to 9999: ${milliseconds}`);
  }
  return new Date(milliseconds).toISOString();
}

/**
 * Whether one instant is earlier than the other. Instants are compared as numbers, because texts of different precision do
 * not sort: `…00.000000Z` comes before `…00.000Z` as text.
 * @throws RangeError when either is not an instant
 */
export function isBefore(at: Instant, other: Instant): boolean {
  return millisecondsOf(at) < millisecondsOf(other);
}
