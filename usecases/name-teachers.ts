import { type Actor, mayCreateProject } from '../domain/permissions.js';
import { namedTeachers } from '../records/named-teachers.js';
import type { Deps } from './deps.js';
import type { FoundTeacher } from './find-teachers.js';
import { demand } from './problem.js';

/**
 * Names and schools of teachers whose ids are known, such as the members that a draft names; who is not registered is
 * left out.
 * @throws Problem `notRegistered`, as findTeachers
 */
export async function nameTeachers(deps: Deps, actor: Actor, teacherIds: readonly string[]): Promise<FoundTeacher[]> {
  demand(mayCreateProject(actor));
  return namedTeachers(deps.records, teacherIds);
}
