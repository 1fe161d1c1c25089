import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { SchoolRow } from '../../domain/import/columns.js';
import type { KnownSchool, SchoolFacts, SchoolWrite } from '../../domain/import/school.js';
import type { NamedSchool } from '../../domain/import/teacher.js';
import type { ActorTransaction } from '../actor.js';

/** Which school a row is about, and whose it would be. */
export async function schoolFacts(tx: ActorTransaction, row: SchoolRow): Promise<SchoolFacts> {
  const { country, ministryCode, externalId } = row;
  const [nso, found] = await Promise.all([
    tx.selectFrom('nsos').select('nso_id').where('country_code', '=', country).executeTakeFirst(),
    tx
      .selectFrom('schools')
      .select(['school_id', 'nso_id', 'name', 'ministry_code', 'external_id'])
      .where('country_code', '=', country)
      .where((is) =>
        is.or([is('ministry_code', '=', ministryCode ?? null), is('external_id', '=', externalId ?? null)]),
      )
      .execute(),
  ]);
  const known = found.map(
    (school): KnownSchool => ({
      schoolId: school.school_id,
      nsoId: school.nso_id,
      name: school.name,
      ministryCode: school.ministry_code,
      externalId: school.external_id,
    }),
  );
  return {
    nsoId: nso?.nso_id ?? null,
    byMinistryCode: known.find((school) => ministryCode && school.ministryCode === ministryCode) ?? null,
    byExternalId: known.find((school) => externalId && school.externalId === externalId) ?? null,
  };
}

export async function writeSchool(tx: ActorTransaction, write: SchoolWrite): Promise<void> {
  const values = { name: write.name, ministry_code: write.ministryCode, external_id: write.externalId };
  if (write.schoolId === null) {
    const place = { school_id: uuidv7(), country_code: write.countryCode, nso_id: write.nsoId };
    await tx
      .insertInto('schools')
      .values({ ...place, ...values })
      .execute();
  } else {
    const { numUpdatedRows } = await tx
      .updateTable('schools')
      .set(values)
      .where('school_id', '=', write.schoolId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Error(`school ${write.schoolId} could not be changed`);
  }
}

/** The schools of keys such as `GR:0551234`: the country with the Ministry's code, or else with the external id. */
export async function schoolsByKey(
  tx: ActorTransaction,
  keys: readonly string[],
): Promise<Map<string, NamedSchool | null>> {
  const { rows } = await sql<{ key: string; schoolId: string; nsoId: string }>`
    select distinct on (k.key) k.key, s.school_id as "schoolId", s.nso_id as "nsoId"
    from unnest(${keys}::text[]) as k (key)
      join schools s on s.country_code = left(k.key, 2)
        and (s.ministry_code = substr(k.key, 4) or s.external_id = substr(k.key, 4))
    order by k.key, (s.ministry_code = substr(k.key, 4)) desc nulls last`.execute(tx);
  const found = new Map(rows.map(({ key, ...school }) => [key, school]));
  return new Map(keys.map((key) => [key, found.get(key) ?? null]));
}
