// Problems that tell an instant, in the time of the programme that they are about: who rehearses a year reads the year's time.
import { SYSTEM_ACTOR } from '../domain/permissions.js';
import { type ActorTransaction, withActor } from '../records/actor.js';
import { rulebookContent, rulebookIdOf } from '../records/rulebooks.js';
import type { Deps } from './deps.js';
import type { Problem } from './problem.js';

/** The problem, with the calendar of this rulebook. */
export async function inProgrammeTime(tx: ActorTransaction, rulebookId: string, problem: Problem): Promise<Problem> {
  const { timeZone, programmeClock: clock } = await rulebookContent(tx, rulebookId);
  problem.calendar = { timeZone, clock };
  return problem;
}

/** The same by the project's rulebook. Only for what tells an instant: nothing else costs a question. */
export async function inTimeOfProject(deps: Deps, projectId: string, problem: Problem): Promise<Problem> {
  const tellsInstant = Object.entries(problem.values).some(([name, value]) => value !== null && /^at$|At$/.test(name));
  if (!tellsInstant) return problem;
  return withActor(deps.records, SYSTEM_ACTOR, async (tx) => {
    const rulebookId = await rulebookIdOf(tx, projectId);
    return rulebookId === null ? problem : inProgrammeTime(tx, rulebookId, problem);
  });
}
