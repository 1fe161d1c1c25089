import { v7 as uuidv7 } from 'uuid';
import { type Actor, mayPublishRulebook } from '../../domain/permissions.js';
import type { Publication } from '../../domain/publication.js';
import { withActor } from '../../records/actor.js';
import { insertPublication } from '../../records/publications.js';
import type { Deps } from '../deps.js';
import { demand } from '../problem.js';
import { checkPublication, type PublicationPreview } from './check-publication.js';

/**
 * Proposes a rulebook or a period; another administrator publishes it. As a preview it is only told what it would do.
 * @throws Problem `notYourRole`, `notFound`; `invalid` with what stands against it
 */
export async function proposePublication(
  deps: Deps,
  actor: Actor,
  { publication, preview }: { publication: Publication; preview: boolean },
): Promise<PublicationPreview & { publicationId: string | null }> {
  demand(mayPublishRulebook(actor));
  return withActor(deps.records, actor, async (tx) => {
    const checked = await checkPublication(tx, publication);
    if (preview) return { ...checked, publicationId: null };
    const publicationId = uuidv7();
    await insertPublication(tx, { publicationId, content: publication, proposedBy: actor.userId });
    return { ...checked, publicationId };
  });
}
