// What passes between an evaluation period's workflow and the transaction that decides.
// Imported by workflow code: nothing here may touch a clock, a time zone or the outside world.
import type { NextTimer, StepAnswer } from './step.js';
import type { PeriodStatus } from './vocabulary.js';

/** A step of one NSO's evaluation period; its cause is the timer that came due. */
export interface PeriodStep {
  nsoId: string;
  periodId: string;
  timer: string;
}

/** The cause with which a period begins, and with which its workflow asks the records where it stands. */
export const PERIOD_BEGINS = 'begin';

export interface PeriodState {
  /** Counts the steps; a higher one is newer. */
  seq: number;
  status: PeriodStatus;
  nextTimer: NextTimer | null;
  /** True once the results are published. */
  ended: boolean;
}

/** The answer stored for the cause together with the period's state as it is in the records now. */
export interface RecordedPeriodStep {
  answer: StepAnswer;
  state: PeriodState;
}

/** The name of a cause in the records: the key under which its answer is stored. */
export function periodCause({ timer }: Pick<PeriodStep, 'timer'>): string {
  return `timer/${timer}`;
}
