import type { Catalogue } from '../domain/catalogue.js';
import { SYSTEM_ACTOR } from '../domain/permissions.js';
import { findCatalogue } from '../records/catalogues.js';
import type { PublishedRulebook } from '../records/rulebooks.js';
import type { Deps } from './deps.js';
import { readRulebook } from './read-rulebook.js';

export interface PublishedCatalogue {
  rulebookId: string;
  sourceId: string;
  /** Empty where the rulebook tells nothing beside its rules. */
  catalogue: Catalogue;
}

/**
 * What a rulebook tells people beside its rules (R-5.b, R-9), for everybody, signed in or not: whoever cannot sign in needs
 * to know whom to ask. The programme's newest when none is named.
 * @throws Problem `notFound`
 */
export async function readCatalogue(
  deps: Deps,
  rulebookId?: string,
): Promise<PublishedCatalogue & Pick<PublishedRulebook, 'rulebook'>> {
  const { rulebookId: id, sourceId, rulebook } = await readRulebook(deps, SYSTEM_ACTOR, rulebookId);
  return { rulebookId: id, sourceId, rulebook, catalogue: (await findCatalogue(deps.records, sourceId)) ?? {} };
}
