import { v7 as uuidv7 } from 'uuid';
import { type Actor, actorOf } from '../../domain/permissions.js';
import type { Records } from '../../records/database.js';

/** Registers so many more evaluators of an NSO. @returns them as actors. */
export async function moreEvaluators(owner: Records, nsoId: string, count: number): Promise<Actor[]> {
  const userIds = Array.from({ length: count }, () => uuidv7());
  const users = userIds.map((userId, index) => ({
    user_id: userId,
    issuer: 'https://test.example',
    subject: userId,
    email: `evaluator-${userId}@schools.example`,
    display_name: `evaluator ${index + 1}`,
    language: 'en' as const,
  }));
  await owner.insertInto('users').values(users).execute();
  const roles = userIds.map((userId) => ({
    user_id: userId,
    role: 'evaluator' as const,
    nso_id: nsoId,
    school_id: null,
  }));
  await owner.insertInto('user_roles').values(roles).execute();
  return userIds.map((userId) =>
    actorOf({ userId, teacherId: null, language: 'en' }, [{ role: 'evaluator', nsoId, schoolId: null }]),
  );
}
