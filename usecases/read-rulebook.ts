import type { Actor } from '../domain/permissions.js';
import { findRulebook, newestProgrammeId, type PublishedRulebook } from '../records/rulebooks.js';
import type { Deps } from './deps.js';
import { Problem } from './problem.js';

/**
 * A published rulebook, for everybody; when none is named, the newest of the programme, of the teacher's own country first.
 * @throws Problem `notFound`
 */
export async function readRulebook(deps: Deps, actor: Actor, rulebookId?: string): Promise<PublishedRulebook> {
  const id = rulebookId ?? (await newestProgrammeId(deps.records, actor.teacherId));
  const published = id === null ? null : await findRulebook(deps.records, id);
  if (!published) throw new Problem('notFound');
  return published;
}
