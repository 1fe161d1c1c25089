import { instantOf, millisecondsOf } from './instant.js';
import type { Rulebook } from './rulebook.js';
import type { Instant } from './vocabulary.js';

const DAY_MS = 86_400_000;
/** A fast programme clock must not turn the days between two looks into a busy loop. */
const LEAST_WAIT_MS = 3_600_000;

/** When to look again for what the programme has not published yet, as a real instant. */
export function nextLookAt({
  now,
  rulebook,
}: {
  now: Instant;
  rulebook: Pick<Rulebook, 'awaitingPeriodCheckDays' | 'programmeClock'>;
}): Instant {
  const waitMs = Math.round((rulebook.awaitingPeriodCheckDays * DAY_MS) / rulebook.programmeClock.ratio);
  return instantOf(millisecondsOf(now) + Math.max(waitMs, LEAST_WAIT_MS));
}
