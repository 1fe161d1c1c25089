import type { Actor, RoleGrant } from '../domain/permissions.js';
import type { Language } from '../domain/vocabulary.js';
import { readProfile, type SchoolOfPerson } from '../records/people.js';
import type { Deps } from './deps.js';
import { Problem } from './problem.js';
import { type RegistrationView, readRegistration } from './registration.js';

export interface Me {
  userId: string;
  teacherId: string | null;
  displayName: string;
  email: string;
  language: Language;
  /** The schools of the one profile (R-1.p1): for each project one of them is chosen (R-2.f). */
  schools: SchoolOfPerson[];
  headOfSchools: SchoolOfPerson[];
  grants: readonly RoleGrant[];
  /** Null for who is no teacher. */
  registration: RegistrationView | null;
}

/** The person who asks. @throws Problem `unknownPerson` when he or she was erased meanwhile */
export async function whoAmI(deps: Deps, actor: Actor): Promise<Me> {
  const profile = await readProfile(deps.records, actor.userId);
  if (!profile) throw new Problem('unknownPerson');
  const { userId, teacherId, language, grants } = actor;
  return { userId, teacherId, language, grants, ...profile, registration: await readRegistration(deps, actor) };
}
