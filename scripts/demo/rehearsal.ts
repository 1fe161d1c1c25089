import { periodsOf } from '../../domain/period.js';
import { programmeTimeAt } from '../../domain/programme-clock.js';
import type { Rulebook } from '../../domain/rulebook.js';
import type { PublishedRulebook } from '../../records/rulebooks.js';
import type { SignedIn } from './cast.js';
import { demand } from './poll.js';

/** A rulebook that runs on a clock of its own. */
export interface Rehearsal {
  rulebookId: string;
  rulebook: Rulebook;
}

/** Deadline for label applications of the rulebook's first period, in programme time. */
export function deadlineOf(rulebook: Rulebook): string {
  const closesAt = periodsOf(rulebook)[0]?.closesAt ?? null;
  demand(closesAt !== null, 'The current rulebook has no deadline for label applications: there is no story to tell.');
  return programmeTimeAt(rulebook.programmeClock, closesAt);
}

/** The rulebook of the programme, as new projects get it. */
export function currentRulebook(player: SignedIn): Promise<PublishedRulebook> {
  return player.api.get('/api/rulebooks/current');
}

/** Starts a rehearsal of a rulebook whose clock shows `programmeAt` now and runs `ratio` times as fast as real time. */
export async function startRehearsal(
  administrator: SignedIn,
  wish: { rulebookId: string; programmeAt: string; ratio: number },
): Promise<Rehearsal> {
  const { body } = await administrator.api.send('POST', '/api/rehearsals', wish);
  const { rulebookId } = body as { rulebookId: string };
  const path = `/api/rulebooks/${encodeURIComponent(rulebookId)}`;
  const { rulebook } = await administrator.api.get<PublishedRulebook>(path);
  return { rulebookId, rulebook };
}
