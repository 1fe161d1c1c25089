// What an administrator publishes: a rulebook, or a period of one that is published already. Proposed by one, confirmed by another.
import { z } from 'zod';
import { isBefore } from './instant.js';
import { type Period, periodsOf } from './period.js';
import { type PeriodRules, periodSchema, periodsSchema } from './rulebook/periods.js';
import { type Rulebook, rulebookSchema } from './rulebook.js';
import type { Instant } from './vocabulary.js';

export const PUBLICATION_KINDS = ['rulebook', 'period'] as const;
export type PublicationKind = (typeof PUBLICATION_KINDS)[number];

export const PUBLICATION_STATUSES = ['proposed', 'published', 'withdrawn'] as const;
export type PublicationStatus = (typeof PUBLICATION_STATUSES)[number];

export const publicationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rulebook'), rulebook: rulebookSchema }),
  z.strictObject({ kind: z.literal('period'), rulebookId: z.string().min(1).max(100), period: periodSchema }),
]);
export type Publication = z.output<typeof publicationSchema>;

export const PUBLICATION_PROBLEM_CODES = [
  'rulebookIdUnfit',
  'rulebookPublished',
  'nsoUnknown',
  'clockTooFast',
  'datesUnfit',
  'deadlinePublished',
  'deadlineMissing',
  'deadlinePassed',
  'periodOpensOtherwise',
  'periodOutOfOrder',
] as const;
export type PublicationProblemCode = (typeof PUBLICATION_PROBLEM_CODES)[number];

/** Why something cannot be published, and at which place of it. */
export interface PublicationProblem {
  field: string;
  code: PublicationProblemCode;
}

/** `gr-2022-2023`, or `gr-2021-2022-2` for a version of it: whose rules they are stands first. */
const RULEBOOK_ID = /^([a-z]{2})-\d{4}-\d{4}(-\d{1,2})?$/;

/** What stands against publishing a rulebook for the programme. */
export function problemsOfRulebook(
  rulebook: Rulebook,
  known: { isPublished: boolean; nsoIds: readonly string[] },
): PublicationProblem[] {
  const problems: PublicationProblem[] = [];
  const country = RULEBOOK_ID.exec(rulebook.id)?.[1]?.toUpperCase();
  if (!rulebook.countries.some(({ code }) => code === country)) {
    problems.push({ field: 'rulebook.id', code: 'rulebookIdUnfit' });
  }
  if (known.isPublished) problems.push({ field: 'rulebook.id', code: 'rulebookPublished' });
  if (rulebook.nsos.some(({ id }) => !known.nsoIds.includes(id))) {
    problems.push({ field: 'rulebook.nsos', code: 'nsoUnknown' });
  }
  // Only a rehearsal's year runs faster than the real one.
  if (rulebook.programmeClock.ratio !== 1) {
    problems.push({ field: 'rulebook.programmeClock.ratio', code: 'clockTooFast' });
  }
  if (mapped(rulebook) === null) problems.push({ field: 'rulebook.periods', code: 'datesUnfit' });
  return problems;
}

/** The periods in real instants; null where no calendar holds what they would be mapped to. */
function mapped(rulebook: Parameters<typeof periodsOf>[0]): Period[] | null {
  try {
    return periodsOf(rulebook);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A period as it would be published: after all others, or in the place of the one whose deadline or evaluation had no day yet. */
export interface PeriodChange {
  kind: 'added' | 'dated';
  /** From 1. */
  position: number;
  /** In real instants; its id is the rulebook's own. */
  period: Period;
}

/**
 * What publishing a period changes.: a deadline that was published never moves, and none is published that
 * has passed; so what was received keeps the deadline that it was told.
 * @param current the rulebook's periods, those included that were published later
 */
export function changeOfPeriods(
  rulebook: Pick<Rulebook, 'timeZone' | 'programmeClock'>,
  current: readonly PeriodRules[],
  period: PeriodRules,
  now: Instant,
): { change: PeriodChange | null; problems: PublicationProblem[] } {
  const index = current.findIndex(({ id }) => id === period.id);
  const known = current[index];
  const position = known ? index + 1 : current.length + 1;
  const changed = known ? current.map((other) => (other === known ? period : other)) : [...current, period];
  const instants = mapped({ ...rulebook, periods: changed })?.[position - 1];
  if (!instants) return { change: null, problems: [{ field: 'period', code: 'datesUnfit' }] };
  const change: PeriodChange = { kind: known ? 'dated' : 'added', position, period: instants };
  return { change, problems: problemsOfPeriod(known, instants, changed, period, now) };
}

function problemsOfPeriod(
  known: PeriodRules | undefined,
  instants: Period,
  changed: readonly PeriodRules[],
  period: PeriodRules,
  now: Instant,
): PublicationProblem[] {
  const hasDeadline = known !== undefined && known.closesOn !== null;
  if (hasDeadline && !opensEvaluation(known, period)) return [{ field: 'period.closesOn', code: 'deadlinePublished' }];
  const problems: PublicationProblem[] = [];
  if (known && period.closesOn === null) problems.push({ field: 'period.closesOn', code: 'deadlineMissing' });
  if (!hasDeadline && instants.closesAt !== null && !isBefore(now, instants.closesAt)) {
    problems.push({ field: 'period.closesOn', code: 'deadlinePassed' });
  }
  if (known && known.opensOn !== period.opensOn)
    problems.push({ field: 'period.opensOn', code: 'periodOpensOtherwise' });
  if (!periodsSchema.safeParse(changed).success) problems.push({ field: 'period', code: 'periodOutOfOrder' });
  return problems;
}

/** Whether it gives a period whose deadline stays the opening of its evaluation that it had not: what is frozen waits for it. */
function opensEvaluation(known: PeriodRules, period: PeriodRules): boolean {
  return known.evaluationOpensOn === null && period.evaluationOpensOn !== null && period.closesOn === known.closesOn;
}
