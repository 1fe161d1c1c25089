// What an evaluation period's transaction knows when it asks the rules. Loaded under the lock of the period's row.
import type { AvailableEvaluator, UnclaimedTask } from './allocation.js';
import type { Period } from './application-deadline.js';
import type { Rulebook } from './rulebook.js';
import type { Instant, PeriodStatus } from './vocabulary.js';

/** How far one NSO is with the applications of a period. */
export interface PeriodProgress {
  /** All of the period, wherever they stand. */
  received: number;
  /** Still open for edits. */
  submitted: number;
  frozen: number;
  inEvaluation: number;
  awarded: number;
  refused: number;
  /** Evaluations that are open after their due date. */
  overdue: number;
  /** Open evaluations that nobody holds. */
  unclaimed: number;
}

export interface EvaluatorFacts extends AvailableEvaluator {
  overdueTasks: number;
  nextDueAt: Instant | null;
}

/** Where the period stands by its row. */
export interface PeriodStand {
  seq: number;
  status: PeriodStatus;
  timer: string | null;
  timerAt: Instant | null;
  digestAt: Instant | null;
  escalatedAt: Instant | null;
  lastEvaluatorId: string | null;
}

export interface PeriodFacts {
  /** The database's clock. */
  now: Instant;
  nsoId: string;
  period: Period;
  rulebook: Pick<Rulebook, 'evaluation' | 'programmeClock' | 'freezeSpreadMinutes' | 'awaitingPeriodCheckDays'>;
  stand: PeriodStand;
  progress: PeriodProgress;
  /** Applications that came before the deadline and that no step has received yet. */
  unreceived: number;
  /** Open evaluations that nobody holds and that were never allocated: who gave one back, gave it to the group. */
  tasks: UnclaimedTask[];
  /** The NSO's evaluators, without those who may not sign in. */
  evaluators: EvaluatorFacts[];
}
