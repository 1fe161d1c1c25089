// Catalogues of rulebooks. A link that has moved is mended in them: no step decides by a catalogue, so it may change.
import { type Kysely, sql } from 'kysely';
import { type Catalogue, parseCatalogue } from '../domain/catalogue.js';
import { type EmbeddingChoices, embeddingChoicesIn } from '../domain/embedding.js';
import type { Tables } from './tables.js';

/** Puts the catalogue in the place of the one that the rulebook had. */
export async function publishCatalogue(db: Kysely<Tables>, sourceId: string, catalogue: Catalogue): Promise<void> {
  await db
    .insertInto('catalogues')
    .values({ source_id: sourceId, content: JSON.stringify(catalogue) })
    .onConflict((conflict) =>
      conflict
        .column('source_id')
        .doUpdateSet({ content: sql`excluded.content`, updated_at: sql`clock_timestamp()` })
        .where('catalogues.content', '<>', sql<string>`excluded.content`),
    )
    .execute();
}

/** In what a project under that rulebook can be embedded. */
export async function embeddingChoices(db: Kysely<Tables>, rulebookId: string): Promise<EmbeddingChoices> {
  const row = await db
    .selectFrom('catalogues')
    .innerJoin('rulebooks', 'rulebooks.source_id', 'catalogues.source_id')
    .select('catalogues.content')
    .where('rulebooks.rulebook_id', '=', rulebookId)
    .executeTakeFirst();
  return embeddingChoicesIn(row ? parseCatalogue(row.content) : {});
}

/** The catalogue of the rulebook with that source; null when it has none. */
export async function findCatalogue(db: Kysely<Tables>, sourceId: string): Promise<Catalogue | null> {
  const row = await db.selectFrom('catalogues').select('content').where('source_id', '=', sourceId).executeTakeFirst();
  return row ? parseCatalogue(row.content) : null;
}
