import { type Actor, mayConfirmPublication, mayPublishRulebook } from '../../domain/permissions.js';
import { type ActorTransaction, withActor } from '../../records/actor.js';
import {
  closePublication,
  findPublication,
  type KeptPublication,
  lockPublications,
} from '../../records/publications.js';
import { publishPeriod, publishRulebook } from '../../records/rulebooks.js';
import type { Deps } from '../deps.js';
import { demand, Problem } from '../problem.js';
import { checkPublication } from './check-publication.js';

/**
 * Publishes what another administrator proposed. New projects get a new rulebook from then on; what waits for a period finds it
 * at its next look (R-3.1.5), and its NSOs' evaluations begin by themselves.
 * @throws Problem `notYourRole`, `notFound`, `fourEyes`, `publicationClosed`; `invalid` where it has come to be wrong since
 */
export async function confirmPublication(deps: Deps, actor: Actor, publicationId: string): Promise<KeptPublication> {
  return close(deps, actor, publicationId, async (tx, proposed) => {
    demand(mayConfirmPublication(actor, proposed));
    const { content } = proposed;
    const { change } = await checkPublication(tx, content);
    await closePublication(tx, publicationId, { status: 'published', closedBy: actor.userId });
    if (content.kind === 'rulebook') {
      const { rulebook } = content;
      await publishRulebook(tx, { rulebook, kind: 'programme', id: rulebook.id, publishedBy: actor.userId });
    } else if (change) await publishPeriod(tx, { rulebookId: content.rulebookId, change, rules: content.period });
  });
}

/**
 * Puts away what was proposed: its proposer has thought better of it, or another administrator says no.
 * @throws Problem `notYourRole`, `notFound`, `publicationClosed`
 */
export async function withdrawPublication(deps: Deps, actor: Actor, publicationId: string): Promise<KeptPublication> {
  return close(deps, actor, publicationId, (tx) =>
    closePublication(tx, publicationId, { status: 'withdrawn', closedBy: actor.userId }),
  );
}

async function close(
  deps: Deps,
  actor: Actor,
  publicationId: string,
  work: (tx: ActorTransaction, proposed: KeptPublication) => Promise<void>,
): Promise<KeptPublication> {
  demand(mayPublishRulebook(actor));
  return withActor(deps.records, actor, async (tx) => {
    await lockPublications(tx);
    const proposed = await findPublication(tx, publicationId);
    if (!proposed) throw new Problem('notFound');
    if (proposed.status !== 'proposed') throw new Problem('publicationClosed', null, { status: proposed.status });
    await work(tx, proposed);
    const closed = await findPublication(tx, publicationId);
    if (!closed) throw new Problem('notFound');
    return closed;
  });
}
