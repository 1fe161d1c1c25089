// A small programme for tests: the circular's rulebook with a clock of the test's own, schools and people of two countries.
import { v7 as uuidv7 } from 'uuid';
import { type Actor, actorOf, type RoleGrant } from '../../domain/permissions.js';
import type { ProjectContent } from '../../domain/project-content.js';
import { parseRulebook, type Rulebook } from '../../domain/rulebook.js';
import type { Language } from '../../domain/vocabulary.js';
import type { Records } from '../../records/database.js';
import { publishRulebook } from '../../records/rulebooks.js';
import { loadRulebook } from '../../rulebooks/load.js';

export const DEADLINE_2022 = '2022-08-20T21:00:00.000Z';

export interface ProgrammeOptions {
  /** How long from now, in real milliseconds, the 2022 period's deadline is. Default: months. */
  closesInMs?: number;
  ratio?: number;
  change?: (rulebook: Rulebook) => Rulebook;
}

export interface Programme {
  rulebookId: string;
  schools: { athens: string; patras: string; lyon: string; rome: string };
  people: Record<PersonName, Person>;
}

export interface Person {
  actor: Actor;
  teacherId: string;
  email: string;
  name: string;
}

const PEOPLE = {
  greekFounder: { language: 'el', teacherAt: 'athens' },
  greekPartner: { language: 'el', teacherAt: 'patras' },
  frenchFounder: { language: 'en', teacherAt: 'lyon' },
  italianTeacher: { language: 'en', teacherAt: 'rome' },
  athensHead: { language: 'el', headOf: 'athens' },
  patrasHead: { language: 'el', headOf: 'patras' },
  greekEvaluator: { language: 'el', evaluator: 'GR' },
  otherGreekEvaluator: { language: 'el', evaluator: 'GR' },
  frenchEvaluator: { language: 'en', evaluator: 'FR' },
  italianEvaluator: { language: 'en', evaluator: 'IT' },
  /** An evaluator who teaches at the French founder's school and may take part. */
  frenchTeacherEvaluator: { language: 'en', evaluator: 'FR', teacherAt: 'lyon' },
  greekAdministrator: { language: 'el', administrator: 'GR' },
  frenchAdministrator: { language: 'en', administrator: 'FR' },
  cssOfficer: { language: 'en', role: 'cssOfficer' },
  systemAdministrator: { language: 'en', role: 'systemAdministrator' },
} as const satisfies Record<string, PersonSketch>;
export type PersonName = keyof typeof PEOPLE;

type SchoolName = keyof Programme['schools'];
interface PersonSketch {
  language: Language;
  teacherAt?: SchoolName;
  headOf?: SchoolName;
  evaluator?: string;
  administrator?: string;
  role?: 'cssOfficer' | 'systemAdministrator';
}

/** Publishes the rulebook and registers schools and people. `owner` is a pool of the tables' owner. */
export async function publishProgramme(owner: Records, options: ProgrammeOptions = {}): Promise<Programme> {
  const rulebookId = `test-${uuidv7()}`;
  const rulebook = await rulebookFor(options);
  await publishNsos(owner, rulebook);
  await publishRulebook(owner, { rulebook, kind: 'programme', id: rulebookId, publishedBy: null });
  const schools = { athens: uuidv7(), patras: uuidv7(), lyon: uuidv7(), rome: uuidv7() };
  const countries = { athens: 'GR', patras: 'GR', lyon: 'FR', rome: 'IT' } as const;
  for (const name of Object.keys(schools) as SchoolName[]) {
    const country = countries[name];
    await owner
      .insertInto('schools')
      .values({ school_id: schools[name], name: `School of ${name}`, country_code: country, nso_id: country })
      .execute();
  }
  const people = {} as Record<PersonName, Person>;
  for (const name of Object.keys(PEOPLE) as PersonName[]) people[name] = await register(owner, name, schools);
  return { rulebookId, schools, people };
}

/** A European project of the Greek and the French founder, complete and within every rule. */
export function europeanProject({ people, schools }: Programme, title = 'Rivers of Europe'): ProjectContent {
  return {
    title,
    shortDescription: 'Two schools follow their rivers from the spring to the sea.',
    goals: 'Pupils learn to observe, to measure and to tell.',
    timetable: 'October to May, one meeting a week.',
    expectedResults: 'A common map and a diary of the year.',
    language: 'en',
    languageOfApplication: 'en',
    founders: [
      { teacherId: people.greekFounder.teacherId, schoolId: schools.athens, roleText: 'Leads the measurements.' },
      { teacherId: people.frenchFounder.teacherId, schoolId: schools.lyon, roleText: 'Leads the diary.' },
    ],
    partners: [],
  };
}

async function rulebookFor({ closesInMs, ratio = 1, change = (same) => same }: ProgrammeOptions): Promise<Rulebook> {
  const rulebook = structuredClone(await loadRulebook('gr-2021-2022'));
  const before = closesInMs === undefined ? 150 * 86_400_000 : closesInMs * ratio;
  const programmeAt = new Date(Date.parse(DEADLINE_2022) - before).toISOString();
  return parseRulebook(
    change({
      ...rulebook,
      freezeSpreadMinutes: 0,
      programmeClock: { programmeAt, realAt: new Date().toISOString(), ratio },
    }),
  );
}

async function publishNsos(owner: Records, rulebook: Rulebook): Promise<void> {
  const rows = rulebook.nsos.map((nso) => ({
    nso_id: nso.id,
    country_code: nso.country,
    names: JSON.stringify(nso.names),
    time_zone: nso.timeZone,
  }));
  await owner
    .insertInto('nsos')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function register(owner: Records, name: PersonName, schools: Programme['schools']): Promise<Person> {
  const sketch: PersonSketch = PEOPLE[name];
  const userId = uuidv7();
  const teacherId = sketch.teacherAt ? uuidv7() : null;
  const email = `${name.toLowerCase()}@schools.example`;
  const { language } = sketch;
  await owner
    .insertInto('users')
    .values({ user_id: userId, issuer: 'https://test.example', subject: userId, email, display_name: name, language })
    .execute();
  const grants = grantsOf(sketch, schools);
  if (teacherId && sketch.teacherAt) {
    await owner
      .insertInto('teachers')
      .values({ teacher_id: teacherId, user_id: userId, mother_tongues: [language], understands: ['en'] })
      .execute();
    await owner
      .insertInto('teacher_schools')
      .values({ teacher_id: teacherId, school_id: schools[sketch.teacherAt] })
      .execute();
  }
  for (const grant of grants) {
    await owner
      .insertInto('user_roles')
      .values({ user_id: userId, role: grant.role, nso_id: grant.nsoId, school_id: grant.schoolId })
      .execute();
  }
  return { actor: actorOf({ userId, teacherId, language }, grants), teacherId: teacherId ?? '', email, name };
}

function grantsOf(sketch: PersonSketch, schools: Programme['schools']): RoleGrant[] {
  const grants: RoleGrant[] = [];
  if (sketch.teacherAt) grants.push({ role: 'teacher', nsoId: null, schoolId: null });
  if (sketch.headOf) grants.push({ role: 'head', nsoId: null, schoolId: schools[sketch.headOf] });
  if (sketch.evaluator) grants.push({ role: 'evaluator', nsoId: sketch.evaluator, schoolId: null });
  if (sketch.administrator) grants.push({ role: 'nsoAdministrator', nsoId: sketch.administrator, schoolId: null });
  if (sketch.role) grants.push({ role: sketch.role, nsoId: null, schoolId: null });
  return grants;
}
