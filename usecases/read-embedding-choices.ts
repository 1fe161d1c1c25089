import type { EmbeddingChoices } from '../domain/embedding.js';
import { embeddingChoices } from '../records/catalogues.js';
import type { Deps } from './deps.js';

/** In what a project under a rulebook can be embedded, for everybody as the catalogue is. */
export function readEmbeddingChoices(deps: Deps, rulebookId: string): Promise<EmbeddingChoices> {
  return embeddingChoices(deps.records, rulebookId);
}
