import { isGrpcServiceError, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { SYSTEM_ACTOR } from '../domain/permissions.js';
import { withActor } from '../records/actor.js';
import { choosePeriodsToStart, type PeriodToStart } from '../records/period/periods-to-start.js';
import { PERIOD_WORKFLOW, periodWorkflowId, TASK_QUEUE } from '../temporal/names.js';
import type { PeriodStart } from '../workflows/messages.js';
import type { Deps } from './deps.js';
import { repeat } from './repeat.js';
import { eachWithin } from './spread.js';

export interface PeriodStarterOptions {
  /** How often to look for periods without a workflow. */
  everyMs: number;
  /** Over how long the workflows that are found at once are started. */
  spreadMs: number;
}

const DEFAULTS: PeriodStarterOptions = { everyMs: 5_000, spreadMs: 4_000 };
const AT_ONCE = 20;
const STARTED_WITHIN_MS = 10_000;

/**
 * Starts one workflow for each NSO and published period that has none yet. Publication itself starts nothing: so it needs no
 * Temporal, and a period that was published while Temporal was away is found like any other.
 * @returns what ends the loop, after what it has begun.
 */
export function startPeriodStarter(deps: Deps, options: Partial<PeriodStarterOptions> = {}): { stop(): Promise<void> } {
  const { everyMs, spreadMs } = { ...DEFAULTS, ...options };
  return repeat((signal) => startPeriodsOnce(deps, { spreadMs, signal }), {
    everyMs,
    onFailure: (error) => {
      deps.log.warn({ err: error }, 'the periods without a workflow could not be started; they are looked for again');
    },
  });
}

/**
 * Starts those that are found now, spread over the time given.
 * @returns for how many periods a workflow is there now
 */
export async function startPeriodsOnce(
  deps: Deps,
  { spreadMs, withinMs = STARTED_WITHIN_MS, signal }: { spreadMs: number; withinMs?: number; signal?: AbortSignal },
): Promise<number> {
  const found = await withActor(deps.records, SYSTEM_ACTOR, (tx) => choosePeriodsToStart(tx, AT_ONCE));
  const started = await eachWithin({ spreadMs, signal }, found, (period) => startPeriod(deps, period, withinMs));
  return started.filter(Boolean).length;
}

/** The id is the uniqueness rule: running or ended, a workflow that is there already is success. */
async function startPeriod(
  { temporal, log }: Deps,
  { nsoId, periodId }: PeriodToStart,
  withinMs: number,
): Promise<boolean> {
  try {
    await temporal.withDeadline(Date.now() + withinMs, () =>
      temporal.workflow.start(PERIOD_WORKFLOW, {
        workflowId: periodWorkflowId(nsoId, periodId),
        taskQueue: TASK_QUEUE,
        args: [{ nsoId, periodId } satisfies PeriodStart],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return true;
    // Away, overloaded or slow: the period is found again.
    if (!isGrpcServiceError(error)) log.warn({ err: error, nsoId, periodId }, 'a period could not be started');
    return false;
  }
}
