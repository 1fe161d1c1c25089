import { type Actor, actorOf } from '../domain/permissions.js';
import { findPerson } from '../records/people.js';
import type { Deps } from './deps.js';
import { Problem } from './problem.js';
import { noteTeacherIsHere } from './registration.js';

/**
 * Who signed in, with what he or she may act as. That a teacher is here is noted once a day (R-1.p5).
 * @throws Problem `unknownPerson` when nobody is registered under that subject of the provider, or is disabled
 */
export async function loadActor(
  deps: Deps,
  identity: { issuer: string; subject: string },
): Promise<{ actor: Actor; displayName: string; email: string }> {
  const person = await findPerson(deps.records, identity.issuer, identity.subject);
  if (!person) throw new Problem('unknownPerson');
  const { userId, teacherId, language, displayName, email, grants } = person;
  const actor = actorOf({ userId, teacherId, language }, grants);
  await noteTeacherIsHere(deps, actor, person);
  return { actor, displayName, email };
}
