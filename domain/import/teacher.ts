import { type Actor, mayImportFor } from '../permissions.js';
import type { TeacherRow } from './columns.js';
import { decidePerson, type KnownPerson, type PersonFacts, type PersonWrite } from './person.js';
import { type RowDecision, refuse } from './row.js';

export interface NamedSchool {
  schoolId: string;
  nsoId: string;
}

export interface TeacherFacts extends PersonFacts {
  /** Null where nobody registered a school under that key. */
  schools: ReadonlyMap<string, NamedSchool | null>;
}

export interface TeacherWrite {
  person: PersonWrite;
  /** Null for a first profile. */
  teacherId: string | null;
  motherTongues: string[];
  understands: string[] | null;
  addedSchoolIds: string[];
  addsRole: boolean;
}

/**
 * R-1.p1: a teacher has one profile, to which schools are added. An import takes none away: he or she may have added
 * schools since, and carries projects out with them.
 */
export function decideTeacher(
  actor: Actor,
  row: TeacherRow,
  facts: TeacherFacts,
  ownIssuer: string,
): RowDecision<TeacherWrite> {
  const schoolRefusals = row.schools.flatMap((key) => {
    const school = facts.schools.get(key);
    if (!school) return [refuse('schools', 'schoolUnknown', { school: key })];
    return mayImportFor(actor, school.nsoId).allowed ? [] : [refuse('schools', 'notOfYourNso', { nso: school.nsoId })];
  });
  const decided = decidePerson(actor, row, facts, ownIssuer);
  const refusals = [...(decided.refusals ?? []), ...schoolRefusals];
  if (decided.refusals || refusals.length > 0) return { outcome: 'refused', refusals };

  const { found } = decided;
  const profile = found?.teacher ?? null;
  const schoolIds = row.schools.flatMap((key) => facts.schools.get(key)?.schoolId ?? []);
  const write: TeacherWrite = {
    person: decided.write,
    teacherId: profile?.teacherId ?? null,
    motherTongues: row.motherTongues,
    understands: row.understands ?? profile?.understands ?? null,
    addedSchoolIds: schoolIds.filter((schoolId) => !profile?.schoolIds.includes(schoolId)),
    addsRole: !found?.grants.some(({ role }) => role === 'teacher'),
  };
  const changes = [...decided.changes, ...profileChanges(found, write)];
  if (!found) return { outcome: 'create', changes, write };
  return changes.length === 0 ? { outcome: 'unchanged' } : { outcome: 'change', changes, write };
}

function profileChanges(found: KnownPerson | null, write: TeacherWrite): string[] {
  const profile = found?.teacher;
  return [
    ...(same(profile?.motherTongues, write.motherTongues) ? [] : ['motherTongues']),
    ...(same(profile?.understands, write.understands) ? [] : ['understands']),
    ...(write.addedSchoolIds.length === 0 ? [] : ['schools']),
    ...(write.addsRole ? ['role'] : []),
  ];
}

function same(before: readonly string[] | null | undefined, after: readonly string[] | null): boolean {
  return (before ?? []).join('|') === (after ?? []).join('|');
}
