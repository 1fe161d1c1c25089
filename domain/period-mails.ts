// The mails of an evaluation period: to those who evaluate, and to those who see to it that it is done.
import type { Allocation } from './allocation.js';
import type { EvaluatorFacts, PeriodFacts } from './period-facts.js';
import type { AnswerValues } from './step.js';

export const PERIOD_MAIL_TEMPLATES = [
  'evaluationsAllocated',
  'evaluatorDigest',
  'periodProgress',
  'evaluationOverdue',
  'periodPublished',
] as const;
export type PeriodMailTemplate = (typeof PERIOD_MAIL_TEMPLATES)[number];

export interface PeriodMail {
  template: PeriodMailTemplate;
  /** Null: to the NSO's administrators, whoever they are when it is planned. */
  userId: string | null;
  facts: AnswerValues;
}

type About = Pick<PeriodFacts, 'nsoId' | 'period'>;

const about = ({ nsoId, period }: About) => ({
  nsoId,
  periodId: period.periodId,
  evaluationClosesAt: period.evaluationClosesAt,
});

/** To each evaluator who was given something: how much. @param given what the records have indeed written */
export function allocationMails(facts: About, given: readonly Allocation[]): PeriodMail[] {
  const counts = new Map<string, number>();
  for (const { userId } of given) counts.set(userId, (counts.get(userId) ?? 0) + 1);
  return [...counts].map(([userId, count]) => ({
    template: 'evaluationsAllocated',
    userId,
    facts: { ...about(facts), count },
  }));
}

export function digestMail(facts: About, { userId, openTasks, overdueTasks, nextDueAt }: EvaluatorFacts): PeriodMail {
  return {
    template: 'evaluatorDigest',
    userId,
    facts: { ...about(facts), count: openTasks, overdue: overdueTasks, nextDueAt },
  };
}

/** How the evaluation goes: as a digest, or because its end has come and something is undecided. */
export function administratorsMail(
  template: 'periodProgress' | 'evaluationOverdue',
  facts: Pick<PeriodFacts, 'nsoId' | 'period' | 'progress'>,
  undecided: number,
): PeriodMail {
  const { received, submitted, frozen, inEvaluation, awarded, refused, overdue, unclaimed } = facts.progress;
  const counts = { received, frozen: submitted + frozen, inEvaluation, decided: awarded + refused, overdue, unclaimed };
  return { template, userId: null, facts: { ...about(facts), ...counts, undecided } };
}

export function resultsMail(facts: Pick<PeriodFacts, 'nsoId' | 'period' | 'progress'>): PeriodMail {
  const { received, awarded, refused } = facts.progress;
  return { template: 'periodPublished', userId: null, facts: { ...about(facts), received, awarded, refused } };
}
