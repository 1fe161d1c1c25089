import { ApplicationFailure, allHandlersFinished, condition, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities.js';
import {
  type Cause,
  type Command,
  isCommandId,
  type LabelState,
  type NextTimer,
  type ProjectState,
  type RecordedStep,
  type Step,
  type StepAnswer,
} from '../domain/step.js';
import { Alarm } from './alarm.js';
import { CANNOT_HOLD, REFUSED, type UpdateAnswer } from './messages.js';

/** Records answer in milliseconds; while PostgreSQL is away the step waits here and nothing is lost. */
const { recordProjectStep, recordLabelStep } = proxyLocalActivities<Activities>({
  startToCloseTimeout: '15 seconds',
  localRetryThreshold: '1 minute',
  retry: { initialInterval: '100 milliseconds', backoffCoefficient: 2, maximumInterval: '3 seconds' },
});

interface Waiting {
  command: Command;
  resolve: (answer: StepAnswer) => void;
}

/**
 * The only writer of a workflow's state. It takes one cause at a time, commands before timers, lets the transaction
 * of `recordStep` decide it, and believes only what that transaction answers.
 */
abstract class StepLoop<State extends ProjectState | LabelState> {
  private readonly queue: Waiting[] = [];
  private readonly alarm = new Alarm();
  private current: State | null = null;

  constructor(protected readonly about: Omit<Step, 'cause'>) {}

  protected abstract record(step: Step): Promise<RecordedStep<State | null>>;

  /** What the records said last; null until the first step was applied. */
  get state(): State | null {
    return this.current;
  }

  /** Update handler: hands the command to the loop and waits for its answer. A refusal rejects the Update. */
  readonly take = async (command: Command): Promise<UpdateAnswer> => {
    const answer = await new Promise<StepAnswer>((resolve) => this.queue.push({ command, resolve }));
    if (answer.kind === 'refused') {
      throw ApplicationFailure.create({ type: REFUSED, message: answer.code, nonRetryable: true, details: [answer] });
    }
    return { answer, status: this.current?.status ?? null };
  };

  /**
   * Validator: turns away what can never hold again. The records are never behind this state, so what is closed here
   * is closed there; what is only unknown here is left for the records to judge.
   */
  readonly validate = (command: Command): void => {
    const closed = this.current?.ended || (command.taskId !== null && this.isClosed(command.taskId));
    if (closed) throw ApplicationFailure.nonRetryable('closed', CANNOT_HOLD, command.commandId);
    // The records could not even look for it: its step would be tried for ever, and block all that follows.
    if (!isCommandId(command.commandId)) throw ApplicationFailure.nonRetryable('no id', CANNOT_HOLD);
  };

  /** The timer that is to be taken now. */
  protected get due(): NextTimer | null {
    return this.alarm.due;
  }

  /** The timer that is armed, due or not. */
  protected get armed(): NextTimer | null {
    return this.alarm.next;
  }

  /** Waits for the next cause, has it decided and recorded, and answers whoever asked. */
  async next(): Promise<void> {
    await condition(() => this.queue.length > 0 || this.due !== null);

    const waiting = this.queue.shift();
    const cause: Cause = waiting
      ? { kind: 'command', command: waiting.command }
      : { kind: 'timer', timer: this.takeDue() };
    const { answer, state } = await this.record({ ...this.about, cause });
    if (state && state.seq >= (this.current?.seq ?? 0)) this.current = state;
    // Before the answer: the order of the two in the history must not depend on how many promises lie between them.
    this.alarm.set(this.current?.nextTimer ?? null);
    waiting?.resolve(answer);
  }

  /** Takes causes for as long as the subject has one of these statuses. */
  async during(...statuses: State['status'][]): Promise<void> {
    while (this.current && !this.current.ended && (statuses as string[]).includes(this.current.status)) {
      await this.next();
    }
  }

  /** Answers whoever is still waiting: a workflow that ended under an accepted Update would leave its caller without one. */
  async finish(): Promise<void> {
    for (;;) {
      await condition(() => this.queue.length > 0 || allHandlersFinished());
      if (this.queue.length === 0) return;
      await this.next();
    }
  }

  protected takeDue(): string {
    return this.due?.timer ?? '';
  }

  private isClosed(taskId: string): boolean {
    const status = this.current?.tasks[taskId];
    return status === 'decided' || status === 'cancelled';
  }
}

export class ProjectSteps extends StepLoop<ProjectState> {
  protected override record(step: Step): Promise<RecordedStep<ProjectState | null>> {
    return recordProjectStep(step);
  }
}

/** The statuses in which an application's own timer may be for something that is not published yet. */
const WAITS: readonly LabelState['status'][] = ['submitted', 'awaitingPeriod', 'frozen'];

export class LabelSteps extends StepLoop<LabelState> {
  private asked = false;

  /**
   * Signal handler: the loop takes the armed timer now, as if it had come due. Its step decides by what is published and arms
   * the next one; where there is nothing to see, that is one more look. What is asked during a step is looked at after it.
   */
  readonly look = (): void => {
    this.asked = true;
  };

  protected override get due(): NextTimer | null {
    const waits = this.state !== null && WAITS.includes(this.state.status);
    return this.asked && waits ? this.armed : super.due;
  }

  protected override takeDue(): string {
    const timer = super.takeDue();
    this.asked = false;
    return timer;
  }

  protected override record(step: Step): Promise<RecordedStep<LabelState | null>> {
    return recordLabelStep(step);
  }
}
