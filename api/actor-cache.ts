import type { Actor } from '../domain/permissions.js';
import { BoundedMap } from './bounded-map.js';

const REMEMBERED_ACTORS = 10_000;
/** A person who is disabled, or loses a role, is stopped within this time. */
const MAXIMUM_AGE_MS = 1_000;

/**
 * Remembers who a subject is for at most a second, counted from the moment at which the records were asked; those who ask
 * meanwhile share the answer. A refusal is not remembered.
 */
export function actorCache(load: (subject: string) => Promise<Actor>): (subject: string) => Promise<Actor> {
  const recent = new BoundedMap<string, { actor: Promise<Actor>; askedAt: number }>(REMEMBERED_ACTORS);
  return (subject) => {
    const known = recent.get(subject);
    if (known !== undefined && performance.now() - known.askedAt < MAXIMUM_AGE_MS) return known.actor;
    const asked = { actor: load(subject), askedAt: performance.now() };
    recent.set(subject, asked);
    asked.actor.catch(() => {
      if (recent.get(subject) === asked) recent.delete(subject);
    });
    return asked.actor;
  };
}
