// What PostgreSQL itself turns away, should a use case forget to ask.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { withActor } from '../../records/actor.js';
import type { Tables } from '../../records/tables.js';
import type { PersonName } from '../support/programme.js';
import { openRecordsOnly, type RecordsOnly } from '../support/records-only.js';
import { seedOneOfEach } from './support/one-of-each.js';

let place: RecordsOnly;
beforeAll(async () => {
  place = await openRecordsOnly('import_rights');
});
afterAll(() => place?.close());

const DENIED = 'violates row-level security policy';
const as = <T>(name: PersonName, work: (tx: Kysely<Tables>) => Promise<T>) =>
  withActor(place.deps.records, place.people[name].actor, work);
const newUser = (tx: Kysely<Tables>) => {
  const userId = uuidv7();
  return sql`insert into users (user_id, issuer, subject, email, display_name, language)
    values (${userId}, 'https://test.example', ${userId}, 'x@x.example', 'X', 'en')`
    .execute(tx)
    .then(() => userId);
};
const newSchool = (tx: Kysely<Tables>, nsoId: string) =>
  sql`insert into schools (school_id, name, country_code, nso_id) values (${uuidv7()}, 'New', ${nsoId}, ${nsoId})`.execute(
    tx,
  );
const newRole = (tx: Kysely<Tables>, userId: string, role: string, nsoId: string | null) =>
  sql`insert into user_roles (user_id, role, nso_id) values (${userId}, ${role}, ${nsoId})`.execute(tx);
const renamed = (tx: Kysely<Tables>, userId: string) =>
  sql`update users set email = 'taken@x.example' where user_id = ${userId}`
    .execute(tx)
    .then(({ numAffectedRows }) => numAffectedRows);

describe('what an import may write', () => {
  test.each(['greekFounder', 'athensHead', 'greekEvaluator', 'cssOfficer'] as const)(
    'given %s, who administers nothing, when people or schools are brought in, then PostgreSQL turns it away',
    async (name) => {
      await expect(as(name, newUser)).rejects.toThrow(DENIED);
      await expect(as(name, (tx) => newSchool(tx, 'GR'))).rejects.toThrow(DENIED);
      await expect(
        as(name, (tx) => newRole(tx, place.people[name].actor.userId, 'systemAdministrator', null)),
      ).rejects.toThrow(DENIED);
      expect(await as(name, (tx) => renamed(tx, place.people.greekPartner.actor.userId))).toBe(0n);
    },
  );

  test('given an NSO’s administrator, when schools are brought in, then those of the own NSO and no others', async () => {
    await as('greekAdministrator', (tx) => newSchool(tx, 'GR'));
    await expect(as('greekAdministrator', (tx) => newSchool(tx, 'FR'))).rejects.toThrow(DENIED);
    await as('systemAdministrator', (tx) => newSchool(tx, 'FR'));
  });

  test.each([
    ['evaluator', 'FR'],
    ['nsoAdministrator', 'FR'],
    ['cssOfficer', null],
    ['systemAdministrator', null],
  ])(
    'given the role %s of %s, when the Greek NSO’s administrator gives it, then PostgreSQL turns it away',
    async (role, nsoId) => {
      const { userId } = place.people.greekAdministrator.actor;

      await expect(as('greekAdministrator', (tx) => newRole(tx, userId, role, nsoId))).rejects.toThrow(DENIED);
    },
  );

  test('given a new person, when an administrator gives a role of the own NSO, then he or she has it', async () => {
    const userId = await as('greekAdministrator', async (tx) => {
      const id = await newUser(tx);
      await newRole(tx, id, 'evaluator', 'GR');
      return id;
    });

    expect(await as('greekAdministrator', (tx) => renamed(tx, userId))).toBe(1n);
    expect(await as('frenchAdministrator', (tx) => renamed(tx, userId))).toBe(0n);
  });

  test.each(['frenchEvaluator', 'frenchFounder', 'cssOfficer', 'systemAdministrator'] as const)(
    'given %s, who is not of the Greek NSO alone, when its administrator takes the address, then nothing changes',
    async (name) => {
      expect(await as('greekAdministrator', (tx) => renamed(tx, place.people[name].actor.userId))).toBe(0n);
    },
  );

  test('R-3.1.1 given an application on paper, when it is brought in, then only for a teacher of the own NSO, as that teacher’s own, and nobody else reads it', async () => {
    const greek = await seedOneOfEach(place, {
      applicant: 'greekPartner',
      colleague: 'greekFounder',
      nsoId: 'GR',
      evaluatorId: place.people.greekEvaluator.actor.userId,
    });
    const bring = (
      by: PersonName,
      applicant: PersonName,
      owner: PersonName = applicant,
      importedAs: string | null = uuidv7(),
    ) =>
      as(by, (tx) =>
        sql`insert into drafts (draft_id, kind, project_id, owner_id, teacher_id, rulebook_id, content, imported_as)
          values (${uuidv7()}, 'label', ${greek.projectId}, ${place.people[owner].actor.userId},
            ${place.people[applicant].teacherId}, ${place.rulebookId}, '{}', ${importedAs})`.execute(tx),
      );

    await expect(bring('frenchAdministrator', 'greekFounder')).rejects.toThrow(DENIED);
    await expect(bring('greekEvaluator', 'greekFounder')).rejects.toThrow(DENIED);
    await expect(bring('greekAdministrator', 'frenchFounder')).rejects.toThrow(DENIED);
    await expect(bring('greekAdministrator', 'greekFounder', 'greekPartner')).rejects.toThrow(DENIED);
    await expect(bring('greekAdministrator', 'greekFounder', 'greekFounder', null)).rejects.toThrow(DENIED);
    await bring('greekAdministrator', 'greekFounder');

    const seen = (by: PersonName) =>
      as(by, async (tx) => {
        const { rows } = await sql`select from drafts
          where teacher_id = ${place.people.greekFounder.teacherId} and imported_as is not null`.execute(tx);
        return rows.length;
      });
    const readers = ['greekFounder', 'greekAdministrator', 'greekPartner', 'frenchAdministrator'] as const;
    expect(await Promise.all(readers.map(seen))).toEqual([1, 1, 0, 0]);
  });

  test('given anybody, when an import would move an account to another identity, then no role may write that', async () => {
    const move = as('systemAdministrator', (tx) =>
      sql`update users set subject = 'mine' where user_id = ${place.people.greekFounder.actor.userId}`.execute(tx),
    );

    await expect(move).rejects.toThrow('permission denied');
  });
});
