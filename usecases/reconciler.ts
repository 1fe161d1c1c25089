import { SYSTEM_ACTOR } from '../domain/permissions.js';
import { withActor } from '../records/actor.js';
import { chooseUnsettled } from '../records/intake.js';
import type { Deps } from './deps.js';
import { dispatch } from './dispatch.js';
import { repeat } from './repeat.js';

export interface ReconcilerOptions {
  /** How long a command may go without a final answer before it is sent again. */
  afterMs: number;
  /** How often to look. */
  everyMs: number;
}

const DEFAULTS: ReconcilerOptions = { afterMs: 5_000, everyMs: 1_000 };
const AT_ONCE = 20;

/**
 * Sends again, under the same id, what was taken in and has no final answer: after a crash of this process, of Temporal
 * or of every worker, each command is still answered exactly once.
 * @returns what ends the loop, after what it has begun.
 */
export function startReconciler(deps: Deps, options: Partial<ReconcilerOptions> = {}): { stop(): Promise<void> } {
  const { afterMs, everyMs } = { ...DEFAULTS, ...options };
  const loop = repeat(() => reconcileOnce(deps, afterMs), {
    everyMs,
    onFailure: (error) => deps.log.warn({ err: error }, 'the reconciler could not look; it tries again'),
  });
  return {
    async stop() {
      await loop.stop();
      await deps.settlements.flush();
    },
  };
}

/** @returns how many commands it settled. */
export async function reconcileOnce(deps: Deps, afterMs: number): Promise<number> {
  const unsettled = await withActor(deps.records, SYSTEM_ACTOR, (tx) => chooseUnsettled(tx, afterMs, AT_ONCE));
  const settled = await Promise.all(
    unsettled.map(async (takenIn) => {
      const dispatched = await dispatch(deps, takenIn);
      if (dispatched.kind === 'unknown') return 0;
      deps.settlements.add(takenIn.command.commandId, dispatched.answer);
      return 1;
    }),
  );
  await deps.settlements.flush();
  return settled.reduce<number>((sum, one) => sum + one, 0);
}
