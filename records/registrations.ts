// What teachers declare about themselves, and when they signed in last.
import { type Kysely, sql } from 'kysely';
import type { Instant } from '../domain/vocabulary.js';
import type { Tables } from './tables.js';

export interface Registration {
  /** The last sign-in, or the first registration. */
  lastSignedInAt: Instant;
  conductAcceptedAt: Instant | null;
  looksForPartners: boolean;
  topics: string[];
}

export interface Declaration {
  looksForPartners: boolean;
  topics: string[];
}

/** What a teacher declared, with the records' clock; null for an unknown teacher. */
export async function findRegistration(
  db: Kysely<Tables>,
  teacherId: string,
): Promise<(Registration & { now: Instant }) | null> {
  const { rows } = await sql<Registration & { now: Instant }>`
    select iso(records_clock()) as "now", iso(coalesce(g.signed_in_at, t.registered_at)) as "lastSignedInAt",
      iso(g.conduct_accepted_at) as "conductAcceptedAt", coalesce(g.looks_for_partners, false) as "looksForPartners",
      coalesce(g.topics, '{}') as "topics"
    from teachers t left join registrations g using (teacher_id)
    where t.teacher_id = ${teacherId}`.execute(db);
  return rows[0] ?? null;
}

/** The teacher signed in now. */
export async function noteSignIn(tx: Kysely<Tables>, teacherId: string): Promise<void> {
  await sql`insert into registrations (teacher_id, signed_in_at) values (${teacherId}, records_clock())
    on conflict (teacher_id) do update set signed_in_at = excluded.signed_in_at`.execute(tx);
}

/** The teacher registers, for the first time or again: the code of conduct is accepted now, and the declaration replaced. */
export async function declare(tx: Kysely<Tables>, teacherId: string, declaration: Declaration): Promise<void> {
  const { looksForPartners, topics } = declaration;
  await sql`insert into registrations (teacher_id, signed_in_at, conduct_accepted_at, looks_for_partners, topics)
    values (${teacherId}, records_clock(), records_clock(), ${looksForPartners}, ${topics})
    on conflict (teacher_id) do update set signed_in_at = excluded.signed_in_at,
      conduct_accepted_at = excluded.conduct_accepted_at, looks_for_partners = excluded.looks_for_partners,
      topics = excluded.topics`.execute(tx);
}
