// The sample year: the circular's rulebook with a clock that puts "now" into its school year, and invented people.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { RoleGrant } from '../../domain/permissions.js';
import type { Rulebook } from '../../domain/rulebook.js';
import { LANGUAGES, ROLES } from '../../domain/vocabulary.js';
import { publishCatalogue } from '../../records/catalogues.js';
import { openRecords } from '../../records/database.js';
import { databaseNow } from '../../records/database-clock.js';
import { type PersonEntry, registerNsos, registerPeople, registerSchools } from '../../records/registry.js';
import { newestProgrammeId, publishRulebook } from '../../records/rulebooks.js';
import { loadCatalogue, loadRulebook } from '../../rulebooks/load.js';
import { projectFolder } from '../project-folder.js';

const RULEBOOK = 'gr-2021-2022';
/** Where the sample year begins at the first start: in the middle of the circular's school year. */
const BEGINS_AT = '2022-03-01T07:00:00.000Z';

const schoolSchema = z.object({
  key: z.string(),
  schoolId: z.uuid(),
  name: z.string(),
  country: z.string(),
  ministryCode: z.string().nullable(),
});
const personSchema = z.object({
  sub: z.string(),
  email: z.email(),
  name: z.string(),
  locale: z.enum(LANGUAGES),
  userId: z.uuid(),
  teacher: z
    .object({
      teacherId: z.uuid(),
      motherTongues: z.array(z.string()),
      understands: z.array(z.string()),
      schools: z.array(z.string()),
    })
    .nullable(),
  grants: z.array(z.object({ role: z.enum(ROLES), nso: z.string().optional(), school: z.string().optional() })),
});
type SampleSchool = z.output<typeof schoolSchema>;
type SamplePerson = z.output<typeof personSchema>;

/** Where the people who can sign in are listed, for the sign-in provider too. */
export const SAMPLE_PEOPLE_FILE = path.join(projectFolder(), 'local', 'sample', 'people.json');

/**
 * Puts the sample in, or brings it up to date; what people did since stays.
 * The rulebook is published at the first start only: the sample year goes on from there.
 * @param issuer of the sign-in provider, under which the people are known
 */
export async function loadSample(ownerUrl: string, issuer: string): Promise<void> {
  const db = openRecords(ownerUrl, { application: 'sample', connections: 2 });
  try {
    const rulebook = await loadRulebook(RULEBOOK);
    await registerNsos(db, rulebook);
    const catalogue = await loadCatalogue(RULEBOOK);
    if (catalogue) await publishCatalogue(db, RULEBOOK, catalogue);
    const schools = z.array(schoolSchema).parse(await readSample('schools.json'));
    await registerSchools(
      db,
      schools.map(({ schoolId, name, country, ministryCode }) => {
        return { schoolId, name, countryCode: country, nsoId: country, ministryCode };
      }),
    );
    const people = z.array(personSchema).parse(await readSample('people.json'));
    await registerPeople(
      db,
      people.map((person) => entryOf(person, schools, issuer)),
    );
    if ((await newestProgrammeId(db)) === null) {
      const sample = withClock(rulebook, await databaseNow(db));
      await publishRulebook(db, { rulebook: sample, kind: 'programme', id: RULEBOOK, publishedBy: null });
    }
  } finally {
    await db.destroy();
  }
}

function withClock(rulebook: Rulebook, realAt: string): Rulebook {
  return { ...rulebook, programmeClock: { programmeAt: BEGINS_AT, realAt, ratio: 1 } };
}

function entryOf(person: SamplePerson, schools: readonly SampleSchool[], issuer: string): PersonEntry {
  const schoolId = (key: string): string => {
    const found = schools.find((school) => school.key === key);
    if (!found) throw new Error(`the sample has no school ${key}`);
    return found.schoolId;
  };
  const { sub, email, name, locale, userId, teacher } = person;
  const grants: RoleGrant[] = person.grants.map(({ role, nso, school }) => {
    return { role, nsoId: nso ?? null, schoolId: school === undefined ? null : schoolId(school) };
  });
  if (teacher) grants.push({ role: 'teacher', nsoId: null, schoolId: null });
  return {
    userId,
    issuer,
    subject: sub,
    email,
    displayName: name,
    language: locale,
    teacher: teacher && {
      teacherId: teacher.teacherId,
      motherTongues: teacher.motherTongues,
      understands: teacher.understands,
      schoolIds: teacher.schools.map(schoolId),
    },
    grants,
  };
}

async function readSample(file: string): Promise<unknown> {
  return JSON.parse(await readFile(path.join(path.dirname(SAMPLE_PEOPLE_FILE), file), 'utf8'));
}
