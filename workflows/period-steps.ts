import { condition, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities.js';
import { PERIOD_BEGINS, type PeriodState, type PeriodStep } from '../domain/period-step.js';
import type { PeriodStatus } from '../domain/vocabulary.js';
import { Alarm } from './alarm.js';

/** As for the steps of projects: while PostgreSQL is away the step waits here and nothing is lost. */
const { recordPeriodStep } = proxyLocalActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  localRetryThreshold: '1 minute',
  retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumInterval: '3 seconds' },
});

/**
 * The only writer of an evaluation period's state: it has the transaction of `recordPeriodStep` decide what each timer means,
 * believes only what that answers, and arms the timer that the records computed.
 */
export class PeriodSteps {
  private readonly alarm = new Alarm();
  private current: PeriodState | null = null;

  constructor(private readonly about: Omit<PeriodStep, 'timer'>) {}

  /** What the records said last; null until the period has begun. */
  get state(): PeriodState | null {
    return this.current;
  }

  /** The period's first step. Begun before, it hears where the period stands now: that is how a run continues another. */
  async begin(): Promise<void> {
    await this.record(PERIOD_BEGINS);
  }

  /** Takes timers for as long as the period has this status, or until there is a reason to `pause`. */
  async during(status: PeriodStatus, pause: () => boolean): Promise<void> {
    while (this.current?.status === status && !pause()) {
      await condition(() => this.alarm.due !== null);
      await this.record(this.alarm.due?.timer ?? PERIOD_BEGINS);
    }
  }

  private async record(timer: string): Promise<void> {
    const { state } = await recordPeriodStep({ ...this.about, timer });
    this.current = state;
    this.alarm.set(state.nextTimer);
  }
}
