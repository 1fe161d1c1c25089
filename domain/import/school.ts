import { type Actor, mayImportFor } from '../permissions.js';
import type { SchoolRow } from './columns.js';
import { type RowDecision, refuse } from './row.js';

export interface KnownSchool {
  schoolId: string;
  nsoId: string;
  name: string;
  ministryCode: string | null;
  externalId: string | null;
}

export interface SchoolFacts {
  /** The NSO of the row's country, null where the country takes no part. */
  nsoId: string | null;
  byMinistryCode: KnownSchool | null;
  byExternalId: KnownSchool | null;
}

export interface SchoolWrite {
  /** Null for a new one. */
  schoolId: string | null;
  nsoId: string;
  countryCode: string;
  name: string;
  ministryCode: string | null;
  externalId: string | null;
}

/**
 * R-1.p2, R-1.p4: a school is registered once. The Ministry's code, or else the external id, says which one a row is about;
 * a code that the row leaves out stays as it is.
 */
export function decideSchool(actor: Actor, row: SchoolRow, facts: SchoolFacts): RowDecision<SchoolWrite> {
  const { nsoId, byMinistryCode, byExternalId } = facts;
  const refused = (...refusals: ReturnType<typeof refuse>[]) => ({ outcome: 'refused' as const, refusals });
  if (nsoId === null) return refused(refuse('country', 'countryUnknown', { country: row.country }));
  if (!mayImportFor(actor, nsoId).allowed) return refused(refuse('country', 'notOfYourNso', { nso: nsoId }));
  if (!row.ministryCode && !row.externalId) return refused(refuse('ministryCode', 'keyMissing'));
  if (byMinistryCode && byExternalId && byMinistryCode.schoolId !== byExternalId.schoolId) {
    return refused(refuse('externalId', 'keysOfTwoSchools'));
  }
  const found = byMinistryCode ?? byExternalId;
  const { country: countryCode, name } = row;
  const given = { ministryCode: row.ministryCode ?? null, externalId: row.externalId ?? null };
  if (!found) {
    const write = { schoolId: null, nsoId, countryCode, name, ...given };
    return { outcome: 'create', changes: Object.keys(row), write };
  }
  // Found by one key, it may get the other, but never another one: two schools would become one.
  for (const key of ['ministryCode', 'externalId'] as const) {
    if (given[key] && found[key] && given[key] !== found[key]) return refused(refuse(key, 'codeOfAnother'));
  }
  const write = {
    schoolId: found.schoolId,
    nsoId,
    countryCode,
    name,
    ministryCode: given.ministryCode ?? found.ministryCode,
    externalId: given.externalId ?? found.externalId,
  };
  const changes = (['name', 'ministryCode', 'externalId'] as const).filter((field) => write[field] !== found[field]);
  return changes.length === 0 ? { outcome: 'unchanged' } : { outcome: 'change', changes, write };
}
