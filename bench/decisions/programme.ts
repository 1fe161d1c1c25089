// People, schools and rulebooks of the bench, put in by the owner of the database before anything is measured.
import { v7 as uuidv7 } from 'uuid';
import { type Actor, actorOf, type RoleGrant } from '../../domain/permissions.js';
import type { ProjectContent } from '../../domain/project-content.js';
import type { Rulebook } from '../../domain/rulebook.js';
import type { Records } from '../../records/database.js';
import { type PersonEntry, registerNsos, registerPeople, registerSchools } from '../../records/registry.js';
import { loadRulebook } from '../../rulebooks/load.js';

/** Somebody who sends commands. */
export interface Person {
  subject: string;
  actor: Actor;
}

/** Who stands behind one closed-loop user: a school with its teachers and head, its partner school, evaluators. */
export interface UserPeople {
  head: Person;
  greekEvaluator: Person;
  frenchEvaluator: Person;
  /** A teacher has four applications in a period at most: the user's lifecycles take turns. */
  founders: { person: Person; members: ProjectContent['founders'] }[];
}

export interface Programme {
  rulebook: Rulebook;
  users: UserPeople[];
}

const FOUNDERS_PER_USER = 8;
/** An NSO's people are told of every task: as many as a small NSO has. */
const EVALUATORS_PER_NSO = 4;
/** The circular's school year, so that due dates and closed days are real ones. */
const PROGRAMME_AT = '2022-03-01T07:00:00.000Z';

/** @param issuer the sign-in provider under which the people are known */
export async function registerProgramme(owner: Records, issuer: string, users: number): Promise<Programme> {
  const realAt = new Date().toISOString();
  const rulebook: Rulebook = {
    ...(await loadRulebook('gr-2021-2022')),
    freezeSpreadMinutes: 0,
    programmeClock: { programmeAt: PROGRAMME_AT, realAt, ratio: 1 },
  };
  await registerNsos(owner, rulebook);
  const entries: PersonEntry[] = [];
  const enter = (sketch: Sketch): Person => {
    const { entry, person } = personOf(sketch, issuer);
    entries.push(entry);
    return person;
  };
  const evaluatorsOf = (nsoId: string) =>
    Array.from({ length: EVALUATORS_PER_NSO }, () => enter({ grants: [grant('evaluator', nsoId)] }));
  const [greek, french] = [evaluatorsOf('GR'), evaluatorsOf('FR')];
  for (const nsoId of ['GR', 'FR']) enter({ grants: [grant('nsoAdministrator', nsoId)] });

  const people: UserPeople[] = [];
  for (let index = 0; index < users; index += 1) {
    const [home, abroad] = [uuidv7(), uuidv7()];
    await registerSchools(owner, [schoolOf(home, 'GR'), schoolOf(abroad, 'FR')]);
    const partner = enter({ schoolId: abroad, grants: [grant('teacher')] });
    const founders = Array.from({ length: FOUNDERS_PER_USER }, () => {
      const person = enter({ schoolId: home, grants: [grant('teacher')] });
      return { person, members: [memberOf(person, home), memberOf(partner, abroad)] as ProjectContent['founders'] };
    });
    people.push({
      head: enter({ grants: [{ ...grant('head'), schoolId: home }] }),
      greekEvaluator: greek[index % greek.length] as Person,
      frenchEvaluator: french[index % french.length] as Person,
      founders,
    });
  }
  await registerPeople(owner, entries);
  return { rulebook, users: people };
}

interface Sketch {
  schoolId?: string;
  grants: RoleGrant[];
}

function personOf({ schoolId, grants }: Sketch, issuer: string): { entry: PersonEntry; person: Person } {
  const userId = uuidv7();
  const teacherId = schoolId === undefined ? null : uuidv7();
  const entry: PersonEntry = {
    userId,
    issuer,
    subject: userId,
    email: `${userId}@schools.example`,
    displayName: `Person ${userId}`,
    language: 'en',
    teacher: teacherId && schoolId ? profileOf(teacherId, schoolId) : null,
    grants,
  };
  return { entry, person: { subject: userId, actor: actorOf({ userId, teacherId, language: 'en' }, grants) } };
}

const profileOf = (teacherId: string, schoolId: string) => {
  return { teacherId, motherTongues: ['el'], understands: ['en'], schoolIds: [schoolId] };
};
const grant = (role: RoleGrant['role'], nsoId: string | null = null): RoleGrant => ({ role, nsoId, schoolId: null });
const schoolOf = (schoolId: string, country: string) => {
  return { schoolId, name: `School ${schoolId}`, countryCode: country, nsoId: country, ministryCode: null };
};
const memberOf = ({ actor }: Person, schoolId: string) => {
  return { teacherId: actor.teacherId ?? '', schoolId, roleText: 'Leads the measurements and the diary of the year.' };
};
