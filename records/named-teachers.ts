import { type Kysely, sql } from 'kysely';
import type { FoundTeacher } from './people.js';
import type { Tables } from './tables.js';

/** Those of the teachers who are registered, with the schools of their profiles. */
export async function namedTeachers(db: Kysely<Tables>, teacherIds: readonly string[]): Promise<FoundTeacher[]> {
  const { rows } = await sql<FoundTeacher>`
    select t.teacher_id as "teacherId", u.display_name as "displayName",
      coalesce((select json_agg(json_build_object('schoolId', s.school_id, 'name', s.name, 'countryCode', s.country_code)
                                order by s.name, s.school_id)
        from teacher_schools p join schools s using (school_id) where p.teacher_id = t.teacher_id), '[]') as "schools"
    from teachers t join users u using (user_id)
    where t.teacher_id = any (${teacherIds}::uuid[])`.execute(db);
  return rows;
}
