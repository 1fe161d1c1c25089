import { type Actor, mayImportFor, mayImportForAll, type RoleGrant } from '../permissions.js';
import type { Language } from '../vocabulary.js';
import type { PersonRow } from './columns.js';
import { type RowRefusal, refuse } from './row.js';

export interface KnownPerson {
  userId: string;
  email: string;
  displayName: string;
  language: Language;
  grants: RoleGrant[];
  teacher: { teacherId: string; motherTongues: string[]; understands: string[] | null; schoolIds: string[] } | null;
  /** NSOs of his or her roles and schools. */
  nsoIds: string[];
}

export interface PersonFacts {
  /** Null also where the row names no subject. */
  bySubject: KnownPerson | null;
  /** Whoever has the row's e-mail address, whatever its case. */
  byEmail: KnownPerson[];
}

export interface PersonWrite {
  /** Null for a new one, who then has a subject. */
  userId: string | null;
  issuer: string;
  subject: string;
  email: string;
  displayName: string;
  language: Language;
}

export type PersonDecision =
  | { refusals: RowRefusal[] }
  | { refusals: null; found: KnownPerson | null; changes: string[]; write: PersonWrite };

/**
 * Whom a row is about: by issuer and subject, or by e-mail address where the row names no subject. An import never gives an
 * account to another identity, and an NSO's administrators change nobody who has to do with another NSO or with all of them.
 */
export function decidePerson(actor: Actor, row: PersonRow, facts: PersonFacts, ownIssuer: string): PersonDecision {
  const { bySubject, byEmail } = facts;
  const refused = (...refusals: RowRefusal[]) => ({ refusals });
  if (row.subject === undefined && byEmail.length > 1) return refused(refuse('email', 'emailAmbiguous'));
  const found = row.subject === undefined ? (byEmail[0] ?? null) : bySubject;
  if (!found && row.subject === undefined) return refused(refuse('subject', 'subjectUnknown'));
  if (byEmail.some((person) => person.userId !== found?.userId)) return refused(refuse('email', 'emailOfAnother'));
  if (found && !mayChange(actor, found)) return refused(refuse('email', 'personOfAnotherNso'));
  const write = {
    userId: found?.userId ?? null,
    issuer: row.issuer ?? ownIssuer,
    subject: row.subject ?? '',
    email: row.email,
    displayName: row.name,
    language: row.language,
  };
  if (!found) return { refusals: null, found, changes: ['email', 'name', 'language', 'subject'], write };
  const changes = [
    ...(found.email === write.email ? [] : ['email']),
    ...(found.displayName === write.displayName ? [] : ['name']),
    ...(found.language === write.language ? [] : ['language']),
  ];
  return { refusals: null, found, changes, write };
}

function mayChange(actor: Actor, person: KnownPerson): boolean {
  if (mayImportForAll(actor)) return true;
  const forAll = person.grants.some(({ role }) => role === 'cssOfficer' || role === 'systemAdministrator');
  return !forAll && person.nsoIds.every((nsoId) => mayImportFor(actor, nsoId).allowed);
}
