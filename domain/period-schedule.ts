// When something must happen in an evaluation period by itself, as real instants.
import { freezeDelayMs } from './freeze-delay.js';
import { instantOf, isBefore, millisecondsOf } from './instant.js';
import { nextLookAt } from './next-look.js';
import type { PeriodFacts } from './period-facts.js';
import type { NextTimer } from './step.js';
import type { Instant, PeriodStatus } from './vocabulary.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A fast programme clock must not turn the hours between two looks into a busy loop. */
const LEAST_LOOK_MS = 5_000;
/** People read their mails in real time, and what is past its end is in no hurry. */
const LEAST_WAIT_MS = HOUR_MS;

type Dates = Pick<PeriodFacts, 'nsoId' | 'period' | 'rulebook'>;

/** When applications close for this NSO's period: the deadline, and the spread over which workflows come to it. */
export function closingAt(facts: Dates): Instant | null {
  return spread(facts, facts.period.closesAt);
}

/** When the evaluation opens: never before its applications are frozen, nor while their deadline is not published. */
export function openingAt(facts: Dates): Instant | null {
  const { closesAt, evaluationOpensAt } = facts.period;
  if (closesAt === null || evaluationOpensAt === null) return null;
  return spread(facts, isBefore(evaluationOpensAt, closesAt) ? closesAt : evaluationOpensAt);
}

/** When what is undecided is escalated; null while the end of the evaluation is not published. */
export function escalatingAt(facts: Dates): Instant | null {
  return spread(facts, facts.period.evaluationClosesAt);
}

/** The digest after one that goes out at `at`; null where the rulebook knows no digests. */
export function nextDigestAt({ rulebook }: Pick<PeriodFacts, 'rulebook'>, at: Instant): Instant | null {
  if (!rulebook.evaluation) return null;
  return after(at, (rulebook.evaluation.digestDays * DAY_MS) / rulebook.programmeClock.ratio, LEAST_WAIT_MS);
}

/**
 * The one timer of the period after a step at `at`, for the earliest thing to come. Each arming has a name of its own: a
 * cause is decided once.
 */
export function periodTimer(
  facts: PeriodFacts,
  at: Instant,
  next: { status: PeriodStatus; digestAt: Instant | null; escalatedAt: Instant | null },
): NextTimer | null {
  const named = (kind: string, due: Instant): NextTimer => ({ timer: `${kind}/${facts.stand.seq + 1}`, at: due });
  const notPublished = () => named('look', nextLookAt({ now: at, rulebook: facts.rulebook }));
  switch (next.status) {
    case 'applications': {
      const closes = closingAt(facts);
      return closes === null ? notPublished() : named('close', closes);
    }
    case 'frozen': {
      const opens = openingAt(facts);
      return opens === null ? notPublished() : named('open', opens);
    }
    case 'evaluation': {
      const escalates = next.escalatedAt === null ? escalatingAt(facts) : null;
      const timers = [named('look', lookAt(facts, at, escalates !== null))];
      if (next.digestAt !== null) timers.push(named('digest', next.digestAt));
      if (escalates !== null) timers.push(named('escalate', escalates));
      return timers.reduce((first, timer) => (isBefore(timer.at, first.at) ? timer : first));
    }
    case 'published':
      return null;
  }
}

/** Until the evaluation's end there are no more looks on a fast clock than on a slow one; after it there is no such bound. */
function lookAt({ rulebook }: Dates, at: Instant, hasEnd: boolean): Instant {
  const { evaluation, programmeClock } = rulebook;
  if (!evaluation) return nextLookAt({ now: at, rulebook });
  return after(at, (evaluation.lookHours * HOUR_MS) / programmeClock.ratio, hasEnd ? LEAST_LOOK_MS : LEAST_WAIT_MS);
}

function spread({ nsoId, period, rulebook }: Dates, at: Instant | null): Instant | null {
  if (at === null) return null;
  return instantOf(millisecondsOf(at) + freezeDelayMs(`${nsoId}/${period.periodId}`, rulebook.freezeSpreadMinutes));
}

function after(at: Instant, waitMs: number, leastMs: number): Instant {
  return instantOf(millisecondsOf(at) + Math.max(Math.round(waitMs), leastMs));
}
