import { type Actor, maySeePeriodProgress } from '../domain/permissions.js';
import { readAs } from '../records/actor.js';
import { type NsoProgress, periodExists, selectProgress } from '../records/period/progress.js';
import type { Deps } from './deps.js';
import { demand, Problem } from './problem.js';

export type { NsoProgress } from '../records/period/progress.js';

/**
 * How far the actor's NSOs are with the applications of a period; for those who answer for the programme, all NSOs that
 * have any.
 * @throws Problem `notYourRole`, `notFound`
 */
export async function readPeriodProgress(deps: Deps, actor: Actor, periodId: string): Promise<NsoProgress[]> {
  demand(maySeePeriodProgress(actor));
  return readAs(deps.records, actor, async (tx) => {
    const [exists, progress] = await Promise.all([
      periodExists(tx, periodId),
      selectProgress(tx, periodId, actor.seesAll ? null : actor.nsoIds),
    ]);
    if (!exists) throw new Problem('notFound');
    return progress;
  });
}
