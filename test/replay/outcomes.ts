// What became of each Update and of the workflow. A replay by itself compares the kinds of events only: a handler that now
// refuses what it once applied goes through it unnoticed.
import { defaultPayloadConverter } from '@temporalio/common';
import type { Sinks } from '@temporalio/workflow';
import type { History } from './histories.js';

export type Outcome = { result: unknown } | { failure: string; details: unknown[] };
/** By the Update's id; `workflow` for the workflow's own. */
export type Outcomes = Record<string, Outcome>;

export interface OutcomeSinks extends Sinks {
  outcomes: { told(what: string, outcome: Outcome): void };
}

/** What the history says; Updates that had no outcome yet are not in it. */
export function recordedOutcomes({ events }: History): Outcomes {
  const recorded: Outcomes = {};
  for (const event of events ?? []) {
    const update = event.workflowExecutionUpdateCompletedEventAttributes;
    if (update) {
      const { success, failure } = update.outcome ?? {};
      recorded[update.meta?.updateId ?? ''] = failure
        ? {
            failure: failure.applicationFailureInfo?.type ?? '',
            details: valuesOf(failure.applicationFailureInfo?.details),
          }
        : { result: valuesOf(success)[0] };
    }
    const completed = event.workflowExecutionCompletedEventAttributes;
    if (completed) recorded.workflow = { result: valuesOf(completed.result)[0] };
  }
  return recorded;
}

function valuesOf(payloads: { payloads?: unknown[] | null } | null | undefined): unknown[] {
  return (payloads?.payloads ?? []).map((payload) => defaultPayloadConverter.fromPayload(payload as never));
}
