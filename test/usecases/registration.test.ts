import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { withActor } from '../../records/actor.js';
import { noteSignIn } from '../../records/registrations.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { loadActor } from '../../usecases/load-actor.js';
import { readRegistration, register } from '../../usecases/registration.js';
import { submitProject } from '../../usecases/submit-project.js';
import { whoAmI } from '../../usecases/who-am-i.js';
import { problemOf } from '../support/problem-of.js';
import { europeanProject, type PersonName } from '../support/programme.js';
import { openRecordsOnly, type RecordsOnly } from '../support/records-only.js';

const DAY_MS = 86_400_000;
let place: RecordsOnly;
beforeAll(async () => {
  place = await openRecordsOnly('registration');
});
afterAll(() => place?.close());

const as = (name: PersonName) => place.people[name].actor;
const signIn = (name: PersonName) =>
  loadActor(place.deps, { issuer: 'https://test.example', subject: as(name).userId });
const ACCEPTED = { codeOfConduct: true, looksForPartners: true, topics: ['Rivers', 'Maps', 'Rivers'] };

/** When the records say that a teacher was here last. */
async function lastSeen(name: PersonName): Promise<number> {
  const registration = await readRegistration(place.deps, as(name));
  return Date.parse(registration?.lastSignedInAt ?? '');
}

async function seenLast(name: PersonName, ago: string): Promise<void> {
  const { teacherId } = place.people[name];
  await sql`update teachers set registered_at = records_clock() - ${ago}::interval where teacher_id = ${teacherId}`.execute(
    place.owner,
  );
  await sql`insert into registrations (teacher_id, signed_in_at) values (${teacherId}, records_clock() - ${ago}::interval)
    on conflict (teacher_id) do update set signed_in_at = excluded.signed_in_at`.execute(place.owner);
}

describe('that a teacher is here', () => {
  test('given a sign-in, when it is the first of a day, then it is noted; a second one on that day is not', async () => {
    await seenLast('italianTeacher', '2 days');

    await signIn('italianTeacher');
    const first = await lastSeen('italianTeacher');
    await signIn('italianTeacher');

    expect(Date.now() - first).toBeLessThan(DAY_MS / 2);
    expect(await lastSeen('italianTeacher')).toBe(first);
  });

  test('given somebody without a profile, when he or she signs in, then nothing is noted', async () => {
    await signIn('athensHead');

    expect(await readRegistration(place.deps, as('athensHead'))).toBeNull();
    expect((await whoAmI(place.deps, as('athensHead'))).registration).toBeNull();
  });

  test('given a teacher, when another teacher notes a sign-in in his or her name, then the database refuses', async () => {
    const { teacherId } = place.people.greekPartner;
    const attempt = withActor(place.deps.records, as('greekFounder'), (tx) => noteSignIn(tx, teacherId));

    await expect(attempt).rejects.toThrow('row-level security');
  });
});

describe('R-1.p5: given a founder who has not signed in for more than three years', () => {
  test('when he or she signs in, then the profile stays inactive, and no project with it is submitted until he or she registers again', async () => {
    await seenLast('frenchFounder', '3 years 1 hour');
    await signIn('frenchFounder');
    expect((await readRegistration(place.deps, as('frenchFounder')))?.inactive).toBe(true);

    const draft = await createProjectDraft(place.deps, as('greekFounder'), { content: europeanProject(place) });
    expect(draft.check.errors).toMatchObject([
      { rule: 'R-1.p5', code: 'teacherInactive', field: 'founders.1.teacherId' },
    ]);
    const submitted = submitProject(place.deps, as('greekFounder'), randomUUID(), draft.projectId);
    expect(await problemOf(submitted)).toMatchObject({ code: 'submissionIncomplete', rule: 'R-1.p5' });

    const before = await whoAmI(place.deps, as('frenchFounder'));
    await register(place.deps, as('frenchFounder'), ACCEPTED);

    const after = await whoAmI(place.deps, as('frenchFounder'));
    expect(after.registration?.inactive).toBe(false);
    expect({ ...after, registration: null }).toEqual({ ...before, registration: null });
    const again = await createProjectDraft(place.deps, as('greekFounder'), { content: europeanProject(place) });
    expect(again.check.errors).toEqual([]);
  });

  test('when it is a few minutes less, then he or she is active, and a sign-in is noted', async () => {
    await seenLast('greekPartner', '2 years 364 days');

    await signIn('greekPartner');

    expect((await readRegistration(place.deps, as('greekPartner')))?.inactive).toBe(false);
    expect(Date.now() - (await lastSeen('greekPartner'))).toBeLessThan(DAY_MS);
  });
});

describe('registering', () => {
  test('R-1.3.c: given the code of conduct accepted, when a teacher registers, then when it was is recorded; without it nobody does', async () => {
    expect((await readRegistration(place.deps, as('greekFounder')))?.conductAcceptedAt).toBeNull();
    const without = register(place.deps, as('greekFounder'), { ...ACCEPTED, codeOfConduct: false });
    expect(await problemOf(without)).toMatchObject({ code: 'invalid', rule: 'R-1.3.c' });

    const { conductAcceptedAt } = await register(place.deps, as('greekFounder'), ACCEPTED);

    expect(Math.abs(Date.now() - Date.parse(conductAcceptedAt ?? ''))).toBeLessThan(60_000);
  });

  test('R-1.p6: given interest and topics, when a teacher declares them, then they are kept once each, until others are declared', async () => {
    await register(place.deps, as('greekFounder'), ACCEPTED);
    expect(await readRegistration(place.deps, as('greekFounder'))).toMatchObject({
      looksForPartners: true,
      topics: ['Rivers', 'Maps'],
    });

    await register(place.deps, as('greekFounder'), { codeOfConduct: true, looksForPartners: false, topics: [] });
    expect(await readRegistration(place.deps, as('greekFounder'))).toMatchObject({
      looksForPartners: false,
      topics: [],
    });
  });

  test('R-1.p0: given somebody who is no teacher, when he or she registers, then it is refused', async () => {
    expect(await problemOf(register(place.deps, as('athensHead'), ACCEPTED))).toMatchObject({ code: 'notRegistered' });
  });
});
