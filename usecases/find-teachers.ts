import { type Actor, mayCreateProject } from '../domain/permissions.js';
import { type FoundTeacher, findTeachersByName } from '../records/people.js';
import type { Deps } from './deps.js';
import { demand } from './problem.js';

const MOST_FOUND = 20;
/** No name is longer, and what an address holds may be of any length and hold what PostgreSQL cannot read. */
const LONGEST_SEARCH = 100;
const NUL = '\u0000';

export type { FoundTeacher } from '../records/people.js';

/**
 * Registered teachers by name, of whom founders and partners are chosen (R-1.p0, R-1.p6): each word of `search` begins a
 * word of the name, whatever its case and accents.
 * @returns at most 20, by name
 * @throws Problem `notRegistered` for whoever could not make a project with them
 */
export async function findTeachers(deps: Deps, actor: Actor, { search }: { search: string }): Promise<FoundTeacher[]> {
  demand(mayCreateProject(actor));
  return findTeachersByName(deps.records, search.slice(0, LONGEST_SEARCH).replaceAll(NUL, ' '), MOST_FOUND);
}
