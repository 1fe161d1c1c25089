import { v7 as uuidv7 } from 'uuid';
import { type Actor, actorOf } from '../../domain/permissions.js';
import type { Records } from '../../records/database.js';
import { registerPeople } from '../../records/registry.js';

/** What one system administrator proposes, another one publishes. */
export async function secondAdministrator(owner: Records, issuer = 'https://test.example'): Promise<Actor> {
  const userId = uuidv7();
  const grants = [{ role: 'systemAdministrator' as const, nsoId: null, schoolId: null }];
  const person = { userId, issuer, subject: userId, email: 'second@administrators.example' };
  await registerPeople(owner, [
    { ...person, displayName: 'Second Administrator', language: 'en', teacher: null, grants },
  ]);
  return actorOf({ userId, teacherId: null, language: 'en' }, grants);
}
