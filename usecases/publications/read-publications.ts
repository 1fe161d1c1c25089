import { type Actor, mayPublishRulebook } from '../../domain/permissions.js';
import { readAs } from '../../records/actor.js';
import {
  type Affected,
  countAffected,
  findPublication,
  type KeptPublication,
  listPublications,
} from '../../records/publications.js';
import type { Deps } from '../deps.js';
import { demand, Problem } from '../problem.js';

const MOST_LISTED = 100;

/** What was proposed, what waits for a second person first. @throws Problem `notYourRole` */
export async function readPublications(deps: Deps, actor: Actor): Promise<KeptPublication[]> {
  demand(mayPublishRulebook(actor));
  return readAs(deps.records, actor, (tx) => listPublications(tx, MOST_LISTED));
}

/** One of them, with whom it is about now. @throws Problem `notYourRole`, `notFound` */
export async function readPublication(
  deps: Deps,
  actor: Actor,
  publicationId: string,
): Promise<KeptPublication & { affected: Affected }> {
  demand(mayPublishRulebook(actor));
  return readAs(deps.records, actor, async (tx) => {
    const publication = await findPublication(tx, publicationId);
    if (!publication) throw new Problem('notFound');
    return { ...publication, affected: await countAffected(tx, publication.content) };
  });
}
