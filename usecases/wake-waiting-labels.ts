import { isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { SYSTEM_ACTOR } from '../domain/permissions.js';
import { withActor } from '../records/actor.js';
import { chooseLabelsToWake, forgetLooks, type LabelToWake } from '../records/label-looks.js';
import { labelWorkflowId } from '../temporal/names.js';
import { lookSignal } from '../workflows/messages.js';
import type { Deps } from './deps.js';
import { repeat } from './repeat.js';
import { eachWithin } from './spread.js';

export interface LabelWakerOptions {
  /** How often to look for what was published. */
  everyMs: number;
  /** Over how long those that are found at once are asked. */
  spreadMs: number;
}

const DEFAULTS: LabelWakerOptions = { everyMs: 15_000, spreadMs: 14_000 };
/** About twenty a second: thousands that waited for one period never slow a decision down. */
const AT_ONCE = 300;
const ASKED_WITHIN_MS = 10_000;

/**
 * Asks the applications that wait to look at once, when a period, its deadline or the opening of its evaluation is published
 * . Publication itself asks nobody: so it needs no Temporal. Their own regular looks stay, should one not be asked.
 * @returns what ends the loop, after what it has begun.
 */
export function startLabelWaker(deps: Deps, options: Partial<LabelWakerOptions> = {}): { stop(): Promise<void> } {
  const { everyMs, spreadMs } = { ...DEFAULTS, ...options };
  return repeat((signal) => wakeLabelsOnce(deps, { spreadMs, signal }), {
    everyMs,
    onFailure: (error) =>
      deps.log.warn({ err: error }, 'waiting applications could not be asked; they are looked for again'),
  });
}

/**
 * Asks those that are found now, spread over the time given.
 * @returns how many were asked
 */
export async function wakeLabelsOnce(
  deps: Deps,
  { spreadMs, withinMs = ASKED_WITHIN_MS, signal }: { spreadMs: number; withinMs?: number; signal?: AbortSignal },
): Promise<number> {
  const found = await withActor(deps.records, SYSTEM_ACTOR, (tx) => chooseLabelsToWake(tx, AT_ONCE));
  const asked = await eachWithin({ spreadMs, signal }, found, (label) => ask(deps, label, withinMs));
  const missed = found.filter((_, index) => !asked[index]);
  if (missed.length > 0) await withActor(deps.records, SYSTEM_ACTOR, (tx) => forgetLooks(tx, missed));
  return found.length - missed.length;
}

async function ask({ temporal, log }: Deps, label: LabelToWake, withinMs: number): Promise<boolean> {
  const { projectId, teacherId, applicationId } = label;
  const workflow = temporal.workflow.getHandle(labelWorkflowId(projectId, teacherId));
  try {
    await temporal.withDeadline(Date.now() + withinMs, () => workflow.signal(lookSignal));
    return true;
  } catch (error) {
    // Ended meanwhile: it waits for nothing any more.
    if (error instanceof WorkflowNotFoundError) return true;
    // Away, overloaded or slow: it is found again.
    if (!isGrpcServiceError(error))
      log.warn({ err: error, applicationId }, 'an application could not be asked to look');
    return false;
  }
}
