// Whether a teacher has been away for so long that he or she registers again.
import { Temporal } from 'temporal-polyfill';
import { instantOf, isBefore } from './instant.js';
import type { Rulebook } from './rulebook.js';
import type { Instant } from './vocabulary.js';

/**
 * R-1.p5: a teacher who has not signed in for more than three years is inactive; exactly three years is still active. Years are
 * those of the calendar in the rulebook's zone: who signed in last on 29 February is active until the end of that hour on 28.
 */
export function isInactive(
  { lastSignedInAt, now }: { lastSignedInAt: Instant; now: Instant },
  { registration, timeZone }: Pick<Rulebook, 'registration' | 'timeZone'>,
): boolean {
  if (!registration) return false;
  const last = Temporal.Instant.from(lastSignedInAt).toZonedDateTimeISO(timeZone);
  const until = last.add({ years: registration.inactiveAfterYears }).epochMilliseconds;
  return isBefore(instantOf(until), now);
}
