import { v4 as uuidv4 } from 'uuid';
import { type Actor, mayPublishRulebook } from '../domain/permissions.js';
import { programmeClockSchema } from '../domain/programme-clock.js';
import type { Rulebook } from '../domain/rulebook.js';
import type { Instant } from '../domain/vocabulary.js';
import { withActor } from '../records/actor.js';
import { databaseNow } from '../records/database-clock.js';
import { publishRulebook } from '../records/rulebooks.js';
import type { Deps } from './deps.js';
import { demand, Problem } from './problem.js';
import { readRulebook } from './read-rulebook.js';

/** Further from the school year than this is a slip of the pen, and no calendar may hold what it would be mapped to. */
const FARTHEST_YEARS = 100;

/**
 * Publishes a copy of a rulebook whose programme clock shows `programmeAt` now and runs `ratio` times as fast as real time,
 * its periods mapped accordingly. Projects that name it are rehearsed under it, beside the programme's.
 * @throws Problem `notYourRole`, `notFound`; `invalid` for a clock that no rulebook may have
 */
export async function startRehearsal(
  deps: Deps,
  actor: Actor,
  rehearsal: { rulebookId: string; programmeAt: Instant; ratio: number },
): Promise<{ rulebookId: string }> {
  demand(mayPublishRulebook(actor));
  const { programmeAt, ratio } = rehearsal;
  const source = await readRulebook(deps, actor, rehearsal.rulebookId);
  const id = `${source.sourceId}~${uuidv4()}`;
  await withActor(deps.records, actor, async (tx) => {
    const clock = programmeClockSchema.safeParse({ programmeAt, realAt: await databaseNow(tx), ratio });
    if (!clock.success) throw invalidClock(clock.error.issues[0]?.path[0]);
    if (isFarFrom(source.rulebook, programmeAt)) throw invalidClock('programmeAt');
    // On a fast clock minutes of waiting would be weeks of the programme.
    const freezeSpreadMinutes = Math.floor(source.rulebook.freezeSpreadMinutes / ratio);
    const rulebook = { ...source.rulebook, programmeClock: clock.data, freezeSpreadMinutes };
    await publishRulebook(tx, { rulebook, kind: 'rehearsal', id, publishedBy: actor.userId });
  });
  return { rulebookId: id };
}

function isFarFrom({ schoolYear }: Rulebook, programmeAt: Instant): boolean {
  const years = Number(programmeAt.slice(0, 4)) - Number(schoolYear.startsOn.slice(0, 4));
  return Math.abs(years) > FARTHEST_YEARS;
}

function invalidClock(field: PropertyKey | undefined): Problem {
  return new Problem('invalid', null, {}, [{ field: String(field), code: 'invalidValue', rule: null, values: {} }]);
}
