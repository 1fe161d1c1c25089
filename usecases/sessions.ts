// Sessions of the pages: an opaque cookie, of which only the digest is kept.
import { randomBytes } from 'node:crypto';
import { type Actor, actorOf } from '../domain/permissions.js';
import type { Language } from '../domain/vocabulary.js';
import { deleteSession, insertSession, type SessionLimits, touchSession } from '../records/sessions.js';
import { sha256 } from '../records/sha256.js';
import type { Deps } from './deps.js';
import { loadActor } from './load-actor.js';

const LIMITS: SessionLimits = { idleMinutes: 60, absoluteHours: 12 };
const TOKEN_BYTES = 32;

export interface Session {
  actor: Actor;
  displayName: string;
  language: Language;
  /** Goes into every form, and must come back with it. */
  formToken: string;
}

/**
 * Opens a session for whoever the sign-in provider vouched for.
 * @returns what goes into the cookie
 * @throws Problem `unknownPerson`
 */
export async function openSession(deps: Deps, identity: { issuer: string; subject: string }): Promise<string> {
  const { actor } = await loadActor(deps, identity);
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const formToken = randomBytes(TOKEN_BYTES).toString('base64url');
  await insertSession(deps.records, { digest: sha256(token), userId: actor.userId, formToken }, LIMITS);
  return token;
}

/** The session of a cookie, or null when it is over: 60 minutes without a request, 12 hours in all, or a disabled person. */
export async function readSession(deps: Deps, token: string): Promise<Session | null> {
  const person = await touchSession(deps.records, sha256(token), LIMITS);
  if (!person) return null;
  const { grants, formToken, displayName, language } = person;
  return { actor: actorOf(person, grants), displayName, language, formToken };
}

export async function closeSession(deps: Deps, token: string): Promise<void> {
  await deleteSession(deps.records, sha256(token));
}
