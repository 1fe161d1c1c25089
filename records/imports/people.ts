import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { KnownPerson, PersonFacts, PersonWrite } from '../../domain/import/person.js';
import type { TeacherWrite } from '../../domain/import/teacher.js';
import type { UserWrite } from '../../domain/import/user.js';
import type { ActorTransaction } from '../actor.js';

/** Who is known under this identity, and who has this e-mail address. */
export async function personFacts(
  tx: ActorTransaction,
  person: { issuer: string; subject: string | null; email: string },
): Promise<PersonFacts> {
  const { issuer, subject, email } = person;
  const { rows } = await sql<KnownPerson & { hasSubject: boolean; hasEmail: boolean }>`
    select u.user_id as "userId", u.email, u.display_name as "displayName", u.language,
      u.issuer = ${issuer} and u.subject is not distinct from ${subject} as "hasSubject",
      lower(u.email) = lower(${email}) as "hasEmail",
      coalesce((select json_agg(json_build_object('role', r.role, 'nsoId', r.nso_id, 'schoolId', r.school_id))
        from user_roles r where r.user_id = u.user_id), '[]') as "grants",
      (select json_build_object('teacherId', t.teacher_id, 'motherTongues', t.mother_tongues, 'understands', t.understands,
          'schoolIds', coalesce((select json_agg(w.school_id) from teacher_schools w where w.teacher_id = t.teacher_id), '[]'))
        from teachers t where t.user_id = u.user_id) as "teacher",
      coalesce((select json_agg(distinct nso_id) from (
        select coalesce(r.nso_id, s.nso_id) as nso_id from user_roles r left join schools s using (school_id)
          where r.user_id = u.user_id
        union select s.nso_id from teachers t join teacher_schools using (teacher_id) join schools s using (school_id)
          where t.user_id = u.user_id) n where nso_id is not null), '[]') as "nsoIds"
    from users u
    where (u.issuer = ${issuer} and u.subject = ${subject}) or lower(u.email) = lower(${email})
    order by u.user_id limit 10`.execute(tx);
  const known = ({ hasSubject: _subject, hasEmail: _email, ...person }: (typeof rows)[number]): KnownPerson => person;
  const bySubject = rows.find((row) => row.hasSubject);
  return {
    bySubject: bySubject ? known(bySubject) : null,
    byEmail: rows.filter((row) => row.hasEmail).map(known),
  };
}

/** Writes a teacher's account and profile, with the schools and the role that are new. */
export async function writeTeacher(tx: ActorTransaction, write: TeacherWrite): Promise<void> {
  const userId = await writePerson(tx, write.person);
  const languages = { mother_tongues: write.motherTongues, understands: write.understands };
  const teacherId = write.teacherId ?? uuidv7();
  if (write.teacherId === null) {
    await tx
      .insertInto('teachers')
      .values({ teacher_id: teacherId, user_id: userId, ...languages })
      .execute();
  } else {
    await tx.updateTable('teachers').set(languages).where('teacher_id', '=', teacherId).execute();
  }
  if (write.addedSchoolIds.length > 0) {
    const rows = write.addedSchoolIds.map((schoolId) => ({ teacher_id: teacherId, school_id: schoolId }));
    await tx.insertInto('teacher_schools').values(rows).execute();
  }
  if (write.addsRole) await tx.insertInto('user_roles').values({ user_id: userId, role: 'teacher' }).execute();
}

/** Writes a person's account, with the role that is new. */
export async function writeUser(tx: ActorTransaction, { person, grant }: UserWrite): Promise<void> {
  const userId = await writePerson(tx, person);
  if (grant === null) return;
  const { role, nsoId, schoolId } = grant;
  await tx.insertInto('user_roles').values({ user_id: userId, role, nso_id: nsoId, school_id: schoolId }).execute();
}

async function writePerson(tx: ActorTransaction, person: PersonWrite): Promise<string> {
  const values = { email: person.email, display_name: person.displayName, language: person.language };
  if (person.userId === null) {
    const userId = uuidv7();
    const identity = { issuer: person.issuer, subject: person.subject };
    await tx
      .insertInto('users')
      .values({ user_id: userId, ...identity, ...values })
      .execute();
    return userId;
  }
  const { numUpdatedRows } = await tx
    .updateTable('users')
    .set(values)
    .where('user_id', '=', person.userId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Error(`user ${person.userId} could not be changed`);
  return person.userId;
}
