import { type Kysely, sql } from 'kysely';
import type { RoleGrant } from '../domain/permissions.js';
import type { Language } from '../domain/vocabulary.js';
import type { Tables } from './tables.js';

export interface SessionLimits {
  idleMinutes: number;
  absoluteHours: number;
}

export interface SessionPerson {
  userId: string;
  teacherId: string | null;
  displayName: string;
  language: Language;
  grants: RoleGrant[];
  formToken: string;
}

export async function insertSession(
  db: Kysely<Tables>,
  session: { digest: Buffer; userId: string; formToken: string },
  { absoluteHours }: SessionLimits,
): Promise<void> {
  const { digest, userId, formToken } = session;
  await sql`insert into web_sessions (session_digest, user_id, form_token, expires_at)
    values (${digest}, ${userId}, ${formToken}, clock_timestamp() + make_interval(hours => ${absoluteHours}))`.execute(
    db,
  );
}

/** Whose session it is, and marks that it was used; null when it is unknown, over, or its person was disabled. */
export async function touchSession(
  db: Kysely<Tables>,
  digest: Buffer,
  { idleMinutes }: SessionLimits,
): Promise<SessionPerson | null> {
  const { rows } = await sql<SessionPerson>`
    with touched as (
      update web_sessions set last_seen_at = clock_timestamp()
      where session_digest = ${digest} and expires_at > clock_timestamp()
        and last_seen_at > clock_timestamp() - make_interval(mins => ${idleMinutes})
      returning user_id, form_token
    )
    select u.user_id as "userId", t.teacher_id as "teacherId", u.display_name as "displayName", u.language,
      s.form_token as "formToken",
      coalesce((select json_agg(json_build_object('role', r.role, 'nsoId', r.nso_id, 'schoolId', r.school_id))
        from user_roles r where r.user_id = u.user_id), '[]') as "grants"
    from touched s join users u using (user_id) left join teachers t using (user_id)
    where u.disabled_at is null`.execute(db);
  return rows[0] ?? null;
}

/** Ends a session, and clears away those that are over. */
export async function deleteSession(db: Kysely<Tables>, digest: Buffer): Promise<void> {
  await sql`delete from web_sessions where session_digest = ${digest} or expires_at < clock_timestamp()`.execute(db);
}
