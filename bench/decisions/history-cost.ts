// What a finished lifecycle leaves in Temporal: events and bytes, and what each of them is for.
import type { Client, WorkflowHandle } from '@temporalio/client';

type HistoryEvent = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];

export interface HistoryCost {
  events: number;
  bytes: number;
  decisions: number;
  rungs: number;
  /** Of the decisions that had a workflow task to themselves: the most events that one of them took. */
  eventsPerDecision: number;
  /** The same for what a timer brought about, without the event that arms the next timer. */
  eventsPerRung: number;
  /** What belongs to neither: starts, ends, the child's start and its first step. */
  fixedEvents: number;
}

/** A workflow task with what woke it and what it brought about. */
interface Turn {
  updates: number;
  timers: number;
  /** Events of decisions and rungs. */
  own: number;
  armed: number;
  fixed: number;
}

/** Adds up the histories of the workflow executions that a lifecycle consists of. */
export async function historyCost(client: Client, workflowIds: readonly string[]): Promise<HistoryCost> {
  const total: HistoryCost = emptyCost();
  for (const workflowId of workflowIds) {
    const handle = client.workflow.getHandle(workflowId);
    const [{ historySize = 0 }, { events }] = await Promise.all([handle.describe(), handle.fetchHistory()]);
    add(total, costOf(events ?? [], historySize));
  }
  return total;
}

/** The costliest of several lifecycles, figure by figure. */
export function costliest(costs: readonly HistoryCost[]): HistoryCost {
  const most = emptyCost();
  for (const key of Object.keys(most) as (keyof HistoryCost)[]) most[key] = Math.max(...costs.map((cost) => cost[key]));
  return most;
}

/** @param events of one workflow execution, in their order */
export function costOf(events: readonly HistoryEvent[], bytes: number): HistoryCost {
  const turns = turnsOf(events);
  const sum = (of: (turn: Turn) => number) => turns.reduce((total, turn) => total + of(turn), 0);
  const alone = turns.filter(({ updates, timers }) => updates + timers === 1);
  const most = (turnsOfKind: Turn[], of: (turn: Turn) => number) => Math.max(0, ...turnsOfKind.map(of));
  const isDecided = ({ updates, timers }: Turn) => updates + timers > 0;
  return {
    events: events.length,
    bytes,
    decisions: sum((turn) => turn.updates),
    rungs: sum((turn) => turn.timers),
    eventsPerDecision: most(
      alone.filter((turn) => turn.updates === 1),
      (turn) => turn.own,
    ),
    eventsPerRung: most(
      alone.filter((turn) => turn.timers === 1),
      (turn) => turn.own - turn.armed,
    ),
    fixedEvents: sum((turn) => turn.fixed + (isDecided(turn) ? 0 : turn.own)),
  };
}

function turnsOf(events: readonly HistoryEvent[]): Turn[] {
  const turns: Turn[] = [];
  let arrived = emptyTurn();
  for (const event of events) {
    const turn = turns.at(-1) ?? arrived;
    if (event.workflowTaskScheduledEventAttributes) {
      turns.push({ ...arrived, own: arrived.own + 1 });
      arrived = emptyTurn();
    } else if (event.timerFiredEventAttributes) {
      arrived.timers += 1;
      arrived.own += 1;
    } else if (
      event.workflowExecutionStartedEventAttributes ||
      event.childWorkflowExecutionStartedEventAttributes ||
      event.childWorkflowExecutionCompletedEventAttributes
    ) {
      arrived.fixed += 1;
    } else if (
      event.startChildWorkflowExecutionInitiatedEventAttributes ||
      event.workflowExecutionCompletedEventAttributes
    ) {
      turn.fixed += 1;
    } else {
      turn.own += 1;
      if (event.workflowExecutionUpdateAcceptedEventAttributes) turn.updates += 1;
      if (event.timerStartedEventAttributes) turn.armed += 1;
    }
  }
  return turns;
}

function emptyTurn(): Turn {
  return { updates: 0, timers: 0, own: 0, armed: 0, fixed: 0 };
}

function emptyCost(): HistoryCost {
  return { events: 0, bytes: 0, decisions: 0, rungs: 0, eventsPerDecision: 0, eventsPerRung: 0, fixedEvents: 0 };
}

function add(total: HistoryCost, cost: HistoryCost): void {
  for (const key of ['events', 'bytes', 'decisions', 'rungs', 'fixedEvents'] as const) total[key] += cost[key];
  for (const key of ['eventsPerDecision', 'eventsPerRung'] as const) total[key] = Math.max(total[key], cost[key]);
}
