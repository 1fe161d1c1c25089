// Who and what exists before any project: NSOs, schools, people. Each is written as it is said here, once or again.
import { type Kysely, sql } from 'kysely';
import type { RoleGrant } from '../domain/permissions.js';
import type { Rulebook } from '../domain/rulebook.js';
import type { Language } from '../domain/vocabulary.js';
import type { Tables } from './tables.js';

export interface SchoolEntry {
  schoolId: string;
  name: string;
  countryCode: string;
  nsoId: string;
  ministryCode: string | null;
}

export interface PersonEntry {
  userId: string;
  issuer: string;
  subject: string;
  email: string;
  displayName: string;
  language: Language;
  /** The one profile of a registered teacher (R-1.p1); null for others. */
  teacher: {
    teacherId: string;
    motherTongues: string[];
    understands: string[] | null;
    schoolIds: string[];
  } | null;
  grants: RoleGrant[];
}

/** Registers the NSOs of the rulebook's countries (R-1.1.a, R-1.1.b). */
export async function registerNsos(db: Kysely<Tables>, rulebook: Pick<Rulebook, 'nsos'>): Promise<void> {
  const rows = rulebook.nsos.map((nso) => ({
    nso_id: nso.id,
    country_code: nso.country,
    names: JSON.stringify(nso.names),
    time_zone: nso.timeZone,
  }));
  await db
    .insertInto('nsos')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('nso_id').doUpdateSet({ names: sql`excluded.names`, time_zone: sql`excluded.time_zone` }),
    )
    .execute();
}

/** Registers schools (R-1.p2). @throws when the Ministry's code belongs to another school of the country (R-1.p4). */
export async function registerSchools(db: Kysely<Tables>, schools: readonly SchoolEntry[]): Promise<void> {
  if (schools.length === 0) return;
  const rows = schools.map((school) => ({
    school_id: school.schoolId,
    name: school.name,
    country_code: school.countryCode,
    nso_id: school.nsoId,
    ministry_code: school.ministryCode,
  }));
  await db
    .insertInto('schools')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('school_id')
        .doUpdateSet({ name: sql`excluded.name`, ministry_code: sql`excluded.ministry_code` }),
    )
    .execute();
}

/** Registers people; their roles and schools become exactly what is said here. */
export async function registerPeople(db: Kysely<Tables>, people: readonly PersonEntry[]): Promise<void> {
  if (people.length === 0) return;
  if (!db.isTransaction) return db.transaction().execute((tx) => registerPeople(tx, people));
  await registerUsers(db, people);
  await registerTeachers(db, people);
  const userIds = people.map((person) => person.userId);
  await db.deleteFrom('user_roles').where('user_id', 'in', userIds).execute();
  const roles = people.flatMap(({ userId, grants }) =>
    grants.map(({ role, nsoId, schoolId }) => ({ user_id: userId, role, nso_id: nsoId, school_id: schoolId })),
  );
  if (roles.length > 0) await db.insertInto('user_roles').values(roles).execute();
}

async function registerUsers(db: Kysely<Tables>, people: readonly PersonEntry[]): Promise<void> {
  const rows = people.map((person) => ({
    user_id: person.userId,
    issuer: person.issuer,
    subject: person.subject,
    email: person.email,
    display_name: person.displayName,
    language: person.language,
  }));
  await db
    .insertInto('users')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({
        issuer: sql`excluded.issuer`,
        subject: sql`excluded.subject`,
        email: sql`excluded.email`,
        display_name: sql`excluded.display_name`,
        language: sql`excluded.language`,
      }),
    )
    .execute();
}

async function registerTeachers(db: Kysely<Tables>, people: readonly PersonEntry[]): Promise<void> {
  const teachers = people.flatMap(({ userId, teacher }) => (teacher ? [{ userId, ...teacher }] : []));
  if (teachers.length === 0) return;
  const rows = teachers.map((teacher) => ({
    teacher_id: teacher.teacherId,
    user_id: teacher.userId,
    mother_tongues: teacher.motherTongues,
    understands: teacher.understands,
  }));
  await db
    .insertInto('teachers')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('teacher_id')
        .doUpdateSet({ mother_tongues: sql`excluded.mother_tongues`, understands: sql`excluded.understands` }),
    )
    .execute();
  const ids = teachers.map((teacher) => teacher.teacherId);
  await db.deleteFrom('teacher_schools').where('teacher_id', 'in', ids).execute();
  const schools = teachers.flatMap(({ teacherId, schoolIds }) =>
    schoolIds.map((schoolId) => ({ teacher_id: teacherId, school_id: schoolId })),
  );
  if (schools.length > 0) await db.insertInto('teacher_schools').values(schools).execute();
}

/** Whether there is such an NSO. */
export async function knowsNso(db: Kysely<Tables>, nsoId: string): Promise<boolean> {
  const row = await db.selectFrom('nsos').select('nso_id').where('nso_id', '=', nsoId).executeTakeFirst();
  return row !== undefined;
}

/** The sign-in provider by which a person is known. @throws when there is no such person */
export async function issuerOf(db: Kysely<Tables>, userId: string): Promise<string> {
  const row = await db.selectFrom('users').select('issuer').where('user_id', '=', userId).executeTakeFirstOrThrow();
  return row.issuer;
}

/** NSOs that are registered, whichever rulebook brought them. */
export async function registeredNsoIds(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db.selectFrom('nsos').select('nso_id').execute();
  return rows.map((row) => row.nso_id);
}
