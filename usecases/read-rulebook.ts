import type { Actor } from '../domain/permissions.js';
import { findRulebook, newestProgrammeId, type PublishedRulebook } from '../records/rulebooks.js';
import type { Deps } from './deps.js';
import { Problem } from './problem.js';

/**
 * A published rulebook, for everybody; the programme's newest when none is named.
 * @throws Problem `notFound`
 */
export async function readRulebook(deps: Deps, _actor: Actor, rulebookId?: string): Promise<PublishedRulebook> {
  const id = rulebookId ?? (await newestProgrammeId(deps.records));
  const published = id === null ? null : await findRulebook(deps.records, id);
  if (!published) throw new Problem('notFound');
  return published;
}
