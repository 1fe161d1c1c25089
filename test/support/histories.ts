// What Temporal keeps of a workflow execution, read as its events.
import type { WorkflowHandle } from '@temporalio/client';
import type { Deps } from '../../usecases/deps.js';

export interface AtTemporal {
  deps: Pick<Deps, 'temporal'>;
}

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** One workflow task: what arrived before it, and what the workflow did in it. */
export interface Turn {
  arrived: string[];
  did: string[];
}

export async function eventsOf({ deps }: AtTemporal, workflowId: string): Promise<HistoryEvent[]> {
  const { events } = await deps.temporal.workflow.getHandle(workflowId).fetchHistory();
  return events ?? [];
}

/** The kind of an event, such as `timerStarted`. */
export function kindOf(event: HistoryEvent): string {
  const attributes = Object.keys(event).find(
    (key) => key.endsWith('EventAttributes') && event[key as keyof HistoryEvent],
  );
  return attributes?.slice(0, -'EventAttributes'.length) ?? 'unknown';
}

/** The events in the workflow tasks that they belong to; the task's own three events are part of neither list. */
export function turnsOf(events: readonly HistoryEvent[]): Turn[] {
  const turns: Turn[] = [];
  let arrived: string[] = [];
  let open: Turn | null = null;
  for (const kind of events.map(kindOf)) {
    if (kind === 'workflowTaskScheduled') continue;
    if (kind === 'workflowTaskStarted') open = { arrived, did: [] };
    else if (kind === 'workflowTaskCompleted' && open) {
      turns.push(open);
      arrived = [];
      open = null;
    } else if (COMMANDED.has(kind)) turns.at(-1)?.did.push(kind);
    else arrived.push(kind);
  }
  return turns;
}

const COMMANDED = new Set([
  'workflowExecutionUpdateAccepted',
  'workflowExecutionUpdateCompleted',
  'markerRecorded',
  'timerStarted',
  'timerCanceled',
  'startChildWorkflowExecutionInitiated',
  'workflowExecutionCompleted',
]);

/** Whether all that has arrived was taken: its last workflow task, if it had any, came to its end. */
export function hasNoWorkflowTask(events: readonly HistoryEvent[]): boolean {
  const kinds = events.map(kindOf);
  return kinds.lastIndexOf('workflowTaskCompleted') >= kinds.lastIndexOf('workflowTaskScheduled');
}

/** When the timers that were started and neither fired nor were cancelled will fire. */
export function pendingTimers(events: readonly HistoryEvent[]): number[] {
  const pending = new Map<string, number>();
  for (const event of events) {
    const started = event.timerStartedEventAttributes;
    if (started)
      pending.set(String(event.eventId), millisecondsOf(event.eventTime) + millisecondsOf(started.startToFireTimeout));
    const ended = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (ended) pending.delete(String(ended.startedEventId));
  }
  return [...pending.values()];
}

function millisecondsOf(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? 0) * 1000 + Math.floor((time?.nanos ?? 0) / 1_000_000);
}
