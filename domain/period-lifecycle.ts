// What a step of an NSO's evaluation period concludes: what has come due by its instant, all of it at once.
import { type Allocation, allocate } from './allocation.js';
import { isBefore } from './instant.js';
import type { EvaluatorFacts, PeriodFacts, PeriodProgress } from './period-facts.js';
import { administratorsMail, digestMail, type PeriodMail, resultsMail } from './period-mails.js';
import { closingAt, escalatingAt, nextDigestAt, openingAt, periodTimer } from './period-schedule.js';
import type { AnswerValues, NextTimer, StepAnswer } from './step.js';
import { type Instant, PERIOD_STATUSES, type PeriodStatus } from './vocabulary.js';

/** What is published once everything is decided. */
export type PeriodResults = Pick<PeriodProgress, 'received' | 'awarded' | 'refused'>;

export interface PeriodConclusion {
  answer: Extract<StepAnswer, { kind: 'applied' }>;
  status: PeriodStatus;
  allocations: Allocation[];
  mails: PeriodMail[];
  results: PeriodResults | null;
  digestAt: Instant | null;
  escalatedAt: Instant | null;
  nextTimer: NextTimer | null;
}

/** what the evaluation of a period still has to bring to an outcome. */
export function undecidedOf({ progress, unreceived }: Pick<PeriodFacts, 'progress' | 'unreceived'>): number {
  return progress.submitted + progress.frozen + progress.inEvaluation + unreceived;
}

/**
 * Concludes one step of an evaluation period. It asks what is due and not what the timer was for, so that a lost, late or
 * doubled timer changes nothing.
 * @param facts what the transaction loaded under the lock of the period's row
 * @param timer the timer that came due
 */
export function concludePeriodStep(facts: PeriodFacts, timer: string): PeriodConclusion {
  const { stand, rulebook } = facts;
  const at = instantOfStep(facts, timer);
  const reached = statusAt(facts, at);
  const undecided = undecidedOf(facts);
  const status = reached === 'evaluation' && undecided === 0 ? 'published' : reached;
  const evaluates = status === 'evaluation';

  const allocations = evaluates && rulebook.evaluation ? allocationsOf(facts, rulebook.evaluation.allocation) : [];
  const sendsDigests = evaluates && stand.digestAt !== null && !isBefore(at, stand.digestAt);
  const firstDigestAt = evaluates ? (stand.digestAt ?? nextDigestAt(facts, at)) : null;
  const digestAt = sendsDigests ? nextDigestAt(facts, at) : firstDigestAt;
  const endsAt = escalatingAt(facts);
  const escalates = evaluates && stand.escalatedAt === null && endsAt !== null && !isBefore(at, endsAt);
  const escalatedAt = escalates ? facts.now : stand.escalatedAt;

  return {
    answer: answerOf(status, stand.status, {
      allocated: allocations.length,
      digests: sendsDigests,
      escalated: escalates,
      undecided,
    }),
    status,
    allocations,
    mails: [
      ...(sendsDigests ? digestsOf(facts, allocations) : []),
      ...(escalates ? [administratorsMail('evaluationOverdue', facts, undecided)] : []),
      ...(status === 'published' && facts.progress.received > 0 ? [resultsMail(facts)] : []),
    ],
    results: status === 'published' ? resultsOf(facts.progress) : null,
    digestAt,
    escalatedAt,
    nextTimer: periodTimer(facts, at, { status, digestAt, escalatedAt }),
  };
}

/** What a timer was armed for is due when it rings, though the database's clock may be a moment behind the workflow's. */
function instantOfStep({ now, stand }: PeriodFacts, timer: string): Instant {
  const { timerAt } = stand;
  return stand.timer === timer && timerAt !== null && isBefore(now, timerAt) ? timerAt : now;
}

/** By the instant alone, and never back: what was closed stays closed, though its deadline be moved. */
function statusAt(facts: PeriodFacts, at: Instant): PeriodStatus {
  const hasCome = (due: Instant | null) => due !== null && !isBefore(at, due);
  const byDates = hasCome(openingAt(facts)) ? 'evaluation' : hasCome(closingAt(facts)) ? 'frozen' : 'applications';
  const rankOf = (status: PeriodStatus) => PERIOD_STATUSES.indexOf(status);
  return rankOf(byDates) > rankOf(facts.stand.status) ? byDates : facts.stand.status;
}

function allocationsOf(facts: PeriodFacts, policy: Parameters<typeof allocate>[0]): Allocation[] {
  const { tasks, evaluators, stand } = facts;
  return allocate(policy, { tasks, evaluators, lastUserId: stand.lastEvaluatorId });
}

/** To each evaluator for whom something waits, with what this very step gives; and to the administrators how it goes. */
function digestsOf(facts: PeriodFacts, allocations: readonly Allocation[]): PeriodMail[] {
  const toEvaluators = facts.evaluators
    .map((evaluator) => withGiven(evaluator, facts, allocations))
    .filter(({ openTasks }) => openTasks > 0)
    .map((evaluator) => digestMail(facts, evaluator));
  return [...toEvaluators, administratorsMail('periodProgress', facts, undecidedOf(facts))];
}

function withGiven(
  evaluator: EvaluatorFacts,
  { tasks }: Pick<PeriodFacts, 'tasks'>,
  allocations: readonly Allocation[],
): EvaluatorFacts {
  const mine = allocations.filter(({ userId }) => userId === evaluator.userId).map(({ taskId }) => taskId);
  const dueAts = tasks.filter(({ taskId }) => mine.includes(taskId)).map(({ dueAt }) => dueAt);
  const nextDueAt = [evaluator.nextDueAt, ...dueAts].reduce((first, due) =>
    first === null || (due !== null && isBefore(due, first)) ? due : first,
  );
  return { ...evaluator, openTasks: evaluator.openTasks + mine.length, nextDueAt };
}

function resultsOf({ received, awarded, refused }: PeriodProgress): PeriodResults {
  return { received, awarded, refused };
}

function answerOf(to: PeriodStatus, from: PeriodStatus, did: AnswerValues): PeriodConclusion['answer'] {
  return { kind: 'applied', outcome: to === from ? 'looked' : to, values: did };
}
