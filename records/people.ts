// People as the product knows them. The registry is readable without an actor: sign-in comes before there is one.
import { type Kysely, sql } from 'kysely';
import type { RoleGrant } from '../domain/permissions.js';
import type { Instant, Language } from '../domain/vocabulary.js';
import type { Tables } from './tables.js';

export interface Person {
  userId: string;
  teacherId: string | null;
  displayName: string;
  email: string;
  language: Language;
  grants: RoleGrant[];
  /** The day on which a teacher was noted to be here; null before that. */
  lastSignedInAt: Instant | null;
}

export interface SchoolOfPerson {
  schoolId: string;
  name: string;
  countryCode: string;
}

export interface FoundTeacher {
  teacherId: string;
  displayName: string;
  schools: SchoolOfPerson[];
}

/** The person whom the sign-in provider knows by that subject, or null: unknown, or disabled. */
export async function findPerson(db: Kysely<Tables>, issuer: string, subject: string): Promise<Person | null> {
  const { rows } = await sql<Person>`
    select u.user_id as "userId", t.teacher_id as "teacherId", u.display_name as "displayName", u.email, u.language,
      iso(g.signed_in_at) as "lastSignedInAt",
      coalesce((select json_agg(json_build_object('role', r.role, 'nsoId', r.nso_id, 'schoolId', r.school_id)
                                order by r.role, r.nso_id, r.school_id)
        from user_roles r where r.user_id = u.user_id), '[]') as "grants"
    from users u left join teachers t using (user_id) left join registrations g using (teacher_id)
    where u.issuer = ${issuer} and u.subject = ${subject} and u.disabled_at is null
  `.execute(db);
  return rows[0] ?? null;
}

/** A person's name and address with the schools of his or her profile, and those that he or she heads. */
export async function readProfile(
  db: Kysely<Tables>,
  userId: string,
): Promise<{ displayName: string; email: string; schools: SchoolOfPerson[]; headOfSchools: SchoolOfPerson[] } | null> {
  const school = sql`json_build_object('schoolId', s.school_id, 'name', s.name, 'countryCode', s.country_code)`;
  const { rows } = await sql<{
    displayName: string;
    email: string;
    schools: SchoolOfPerson[];
    headOfSchools: SchoolOfPerson[];
  }>`
    select u.display_name as "displayName", u.email,
      coalesce((select json_agg(${school} order by s.name, s.school_id)
        from teachers t join teacher_schools using (teacher_id) join schools s using (school_id)
        where t.user_id = u.user_id), '[]') as "schools",
      coalesce((select json_agg(${school} order by s.name, s.school_id)
        from user_roles r join schools s using (school_id)
        where r.user_id = u.user_id and r.role = 'head'), '[]') as "headOfSchools"
    from users u where u.user_id = ${userId}
  `.execute(db);
  return rows[0] ?? null;
}

/** A search that fits more people than this is too broad to be sorted: whoever searches writes another letter. */
const MOST_SORTED = 500;

/** Registered teachers in whose names a word begins with each word of `search`, blind to case and accents. */
export async function findTeachersByName(db: Kysely<Tables>, search: string, limit: number): Promise<FoundTeacher[]> {
  const { rows } = await sql<FoundTeacher>`
    with wanted as (
      select string_agg('''' || replace(replace(word, '\\', '\\\\'), '''', '''''') || ''':*', ' & ')::tsquery as words
      from unnest(tsvector_to_array(name_words(${search}))) word
    ), fitting as (
      select t.teacher_id, u.display_name
      from wanted, users u join teachers t using (user_id)
      where name_words(u.display_name) @@ wanted.words and u.disabled_at is null
      limit ${sql.lit(MOST_SORTED)}
    ), found as (
      select * from fitting order by display_name collate "und-x-icu", teacher_id limit ${limit}
    )
    select f.teacher_id as "teacherId", f.display_name as "displayName",
      coalesce((select json_agg(json_build_object('schoolId', s.school_id, 'name', s.name, 'countryCode', s.country_code)
                                order by s.name, s.school_id)
        from teacher_schools join schools s using (school_id) where teacher_id = f.teacher_id), '[]') as "schools"
    from found f
    order by f.display_name collate "und-x-icu", f.teacher_id
  `.execute(db);
  return rows;
}
