import { type Actor, actorOf } from '../../../domain/permissions.js';

/** An administrator of that NSO; of the whole system where none is named. */
export function administrator(nsoId?: string): Actor {
  const grant = nsoId
    ? { role: 'nsoAdministrator' as const, nsoId, schoolId: null }
    : { role: 'systemAdministrator' as const, nsoId: null, schoolId: null };
  return actorOf({ userId: 'importer', teacherId: null, language: 'en' }, [grant]);
}
