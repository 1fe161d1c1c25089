// Catalogues of rulebooks. A link that has moved is mended in them: nobody decides by a catalogue, so it may change.
import { type Kysely, sql } from 'kysely';
import { type Catalogue, parseCatalogue } from '../domain/catalogue.js';
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

/** The catalogue of the rulebook with that source; null when it has none. */
export async function findCatalogue(db: Kysely<Tables>, sourceId: string): Promise<Catalogue | null> {
  const row = await db.selectFrom('catalogues').select('content').where('source_id', '=', sourceId).executeTakeFirst();
  return row ? parseCatalogue(row.content) : null;
}
