import { type Actor, mayImportFor, mayImportForAll, type RoleGrant } from '../permissions.js';
import type { UserRow } from './columns.js';
import { decidePerson, type PersonFacts, type PersonWrite } from './person.js';
import { type RowDecision, type RowRefusal, refuse } from './row.js';
import type { NamedSchool } from './teacher.js';

export interface UserFacts extends PersonFacts {
  /** Whether the row's NSO is there. */
  knowsNso: boolean;
  /** The row's school, null where nobody registered one under that key. */
  school: NamedSchool | null;
}

export interface UserWrite {
  person: PersonWrite;
  /** Null where the person has the role already. */
  grant: RoleGrant | null;
}

/** A person and one role: heads of a school, evaluators and administrators of an NSO, and those of the whole programme. */
export function decideUser(actor: Actor, row: UserRow, facts: UserFacts, ownIssuer: string): RowDecision<UserWrite> {
  const decided = decidePerson(actor, row, facts, ownIssuer);
  const refusals = [...(decided.refusals ?? []), ...roleRefusals(actor, row, facts)];
  if (decided.refusals || refusals.length > 0) return { outcome: 'refused', refusals };

  const grant: RoleGrant = { role: row.role, nsoId: row.nso ?? null, schoolId: facts.school?.schoolId ?? null };
  const has = decided.found?.grants.some(
    ({ role, nsoId, schoolId }) => role === grant.role && nsoId === grant.nsoId && schoolId === grant.schoolId,
  );
  const write = { person: decided.write, grant: has ? null : grant };
  const changes = [...decided.changes, ...(has ? [] : ['role'])];
  if (!decided.found) return { outcome: 'create', changes, write };
  return changes.length === 0 ? { outcome: 'unchanged' } : { outcome: 'change', changes, write };
}

function roleRefusals(actor: Actor, row: UserRow, { knowsNso, school }: UserFacts): RowRefusal[] {
  const forNso = row.role === 'evaluator' || row.role === 'nsoAdministrator';
  const forSchool = row.role === 'head';
  const refusals: RowRefusal[] = [];
  if (!forNso && row.nso !== undefined) refusals.push(refuse('nso', 'notForThisRole'));
  if (!forSchool && row.school !== undefined) refusals.push(refuse('school', 'notForThisRole'));
  if (forNso) {
    if (row.nso === undefined || !knowsNso) refusals.push(refuse('nso', 'nsoUnknown', { nso: row.nso ?? null }));
    else if (!mayImportFor(actor, row.nso).allowed) refusals.push(refuse('nso', 'notOfYourNso', { nso: row.nso }));
  } else if (forSchool) {
    if (!school) refusals.push(refuse('school', 'schoolUnknown', { school: row.school ?? null }));
    else if (!mayImportFor(actor, school.nsoId).allowed)
      refusals.push(refuse('school', 'notOfYourNso', { nso: school.nsoId }));
  } else if (!mayImportForAll(actor)) refusals.push(refuse('role', 'roleNotYours'));
  return refusals;
}
