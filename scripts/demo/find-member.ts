import type { Me } from '../../usecases/who-am-i.js';
import { type Cast, signedIn } from './cast.js';
import type { MemberPlaceholder } from './example.js';
import { StoryProblem } from './poll.js';

interface FoundTeachers {
  items: { teacherId: string; displayName: string; schools: { schoolId: string; name: string }[] }[];
}

/**
 * The ids of a member of the example: whoever has signed in is asked about himself or herself, the others are looked up
 * by name, as a founder does who chooses partners.
 * @throws {StoryProblem} when there is no such teacher, or not at that school
 */
export async function findMember(
  cast: Cast,
  { person, school }: MemberPlaceholder,
): Promise<{ teacherId: string; schoolId: string }> {
  const { teacherId, schools } = await findTeacher(cast, person);
  const found = schools.find(({ name }) => name === school);
  if (!teacherId || !found) throw new StoryProblem(`${person} is no teacher of ${school} in the running system.`);
  return { teacherId, schoolId: found.schoolId };
}

async function findTeacher(cast: Cast, email: string) {
  const self = signedIn(cast).find((player) => player.email === email);
  if (self) return self.api.get<Me>('/api/me');
  const name = Object.values(cast).find((player) => player.email === email)?.name ?? '';
  const path = `/api/teachers?search=${encodeURIComponent(name)}`;
  const { items } = await cast.greekFounder.api.get<FoundTeachers>(path);
  const teacher = items.find(({ displayName }) => displayName === name);
  if (teacher === undefined) throw new StoryProblem(`The API finds no teacher for ${email}.`);
  return teacher;
}
