import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { registerPeople } from '../../records/registry.js';
import { findTeachers } from '../../usecases/find-teachers.js';
import { loadActor } from '../../usecases/load-actor.js';
import { nameTeachers } from '../../usecases/name-teachers.js';
import { whoAmI } from '../../usecases/who-am-i.js';
import { problemOf } from '../support/problem-of.js';
import type { PersonName } from '../support/programme.js';
import { openRecordsOnly, type RecordsOnly } from '../support/records-only.js';

const ISSUER = 'https://people.example';
const NAMES = ['Ελένη Παπαδάκη', 'Γιώργος Παπαδόπουλος', "Siobhán O'Brien", 'Jean-Pierre Müller', 'Παπά Έλλη'] as const;

let place: RecordsOnly;
beforeAll(async () => {
  place = await openRecordsOnly('people');
  await registerPeople(place.owner, [
    ...NAMES.map((displayName) => ({
      userId: uuidv7(),
      issuer: ISSUER,
      subject: displayName,
      email: 'someone@schools.example',
      displayName,
      language: 'el' as const,
      teacher: { teacherId: uuidv7(), motherTongues: ['el'], understands: null, schoolIds: [place.schools.athens] },
      grants: [{ role: 'teacher' as const, nsoId: null, schoolId: null }],
    })),
    {
      userId: uuidv7(),
      issuer: ISSUER,
      subject: 'no teacher',
      email: 'head@schools.example',
      displayName: 'Ελένη Διευθύντρια',
      language: 'el',
      teacher: null,
      grants: [
        { role: 'head', nsoId: null, schoolId: place.schools.athens },
        { role: 'evaluator', nsoId: 'GR', schoolId: null },
        { role: 'nsoAdministrator', nsoId: 'CY', schoolId: null },
      ],
    },
  ]);
});
afterAll(() => place?.close());

const as = (name: PersonName) => place.people[name].actor;

describe('who signs in', () => {
  test('is known by issuer and subject, with all that he or she may act as', async () => {
    const { actor, displayName, email } = await loadActor(place.deps, { issuer: ISSUER, subject: 'no teacher' });

    expect({ displayName, email }).toEqual({ displayName: 'Ελένη Διευθύντρια', email: 'head@schools.example' });
    expect(actor).toMatchObject({
      teacherId: null,
      language: 'el',
      headOfSchoolIds: [place.schools.athens],
      seesAll: false,
    });
    expect([...actor.nsoIds].sort()).toEqual(['CY', 'GR']);
  });

  test('is unknown at another issuer, under another subject, or once disabled', async () => {
    const person = { issuer: ISSUER, subject: 'Παπά Έλλη' };
    expect(await problemOf(loadActor(place.deps, { ...person, issuer: 'https://other.example' }))).toMatchObject({
      code: 'unknownPerson',
    });
    expect(await problemOf(loadActor(place.deps, { ...person, subject: 'nobody' }))).toMatchObject({
      code: 'unknownPerson',
    });

    await place.owner
      .updateTable('users')
      .set({ disabled_at: new Date() })
      .where('subject', '=', person.subject)
      .execute();

    expect(await problemOf(loadActor(place.deps, person))).toMatchObject({ code: 'unknownPerson' });
  });

  test('sees the schools of the profile, and those that he or she heads', async () => {
    const school = { schoolId: place.schools.athens, name: 'School of athens', countryCode: 'GR' };

    expect(await whoAmI(place.deps, as('greekFounder'))).toMatchObject({
      displayName: 'greekFounder',
      schools: [school],
      headOfSchools: [],
    });
    expect(await whoAmI(place.deps, as('athensHead'))).toMatchObject({ schools: [], headOfSchools: [school] });
  });
});

describe('teachers are found', () => {
  const found = async (search: string) =>
    (await findTeachers(place.deps, as('greekFounder'), { search })).map((teacher) => teacher.displayName);

  test.each([
    ['παπαδ', ['Γιώργος Παπαδόπουλος', 'Ελένη Παπαδάκη']],
    ['ΠΑΠΑΔΟΠΟΥΛΟΣ', ['Γιώργος Παπαδόπουλος']],
    ['γιωργοσ', ['Γιώργος Παπαδόπουλος']],
    ['  ελενη   παπ ', ['Ελένη Παπαδάκη']],
    ['παπ ελενη', ['Ελένη Παπαδάκη']],
    ["o'brien", ["Siobhán O'Brien"]],
    ['siobhan', ["Siobhán O'Brien"]],
    ['muller', ['Jean-Pierre Müller']],
    ['jean-pierre', ['Jean-Pierre Müller']],
    ['δάκη', []],
  ])('by “%s”, whatever case and accents', async (search, names) => {
    expect(await found(search)).toEqual(names);
  });

  test.each([
    '',
    '   ',
    '...',
    "'",
    '\\',
    "a' | b:*",
    '!!',
    '%',
    '\u0000',
    '\ud800',
    'x '.repeat(50_000),
    "\\'); drop table users; --",
  ])('by what no name begins with (%#) none, and nothing breaks', async (search) => {
    expect(await found(search)).toEqual([]);
  });

  test('with their schools, at most twenty, and neither heads nor who is disabled', async () => {
    const [eleni] = await findTeachers(place.deps, as('greekFounder'), { search: 'Ελένη' });
    expect(eleni).toMatchObject({ displayName: 'Ελένη Παπαδάκη', schools: [{ name: 'School of athens' }] });
    await registerPeople(
      place.owner,
      Array.from({ length: 30 }, (_, index) => ({
        userId: uuidv7(),
        issuer: ISSUER,
        subject: `many-${index}`,
        email: 'many@schools.example',
        displayName: `Zoe Number${index}`,
        language: 'en' as const,
        teacher: { teacherId: uuidv7(), motherTongues: [], understands: null, schoolIds: [] },
        grants: [],
      })),
    );
    expect(await found('zoe')).toHaveLength(20);
  });

  test('by registered teachers only', async () => {
    const attempt = findTeachers(place.deps, as('greekEvaluator'), { search: 'Ελένη' });
    expect(await problemOf(attempt)).toMatchObject({ code: 'notRegistered', rule: 'R-1.p0' });
  });

  test('by their ids, as far as they are registered', async () => {
    const named = await nameTeachers(place.deps, as('greekFounder'), [place.people.frenchFounder.teacherId, uuidv7()]);

    expect(named.map((teacher) => teacher.displayName)).toEqual(['frenchFounder']);
  });
});
