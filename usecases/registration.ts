// A teacher's own registration: whether it has lapsed, what it declares, and registering again.
import { z } from 'zod';
import { isInactive } from '../domain/inactivity.js';
import { type Actor, mayCreateProject } from '../domain/permissions.js';
import { line } from '../domain/text.js';
import type { Instant } from '../domain/vocabulary.js';
import { withActor } from '../records/actor.js';
import { declare, findRegistration, noteSignIn } from '../records/registrations.js';
import { newestProgrammeId, rulebookContent } from '../records/rulebooks.js';
import type { Deps } from './deps.js';
import { demand, Problem } from './problem.js';

/** .c: the code of conduct. R-1.p6: interest and topics may be declared. */
export const registrationSchema = z.strictObject({
  codeOfConduct: z.boolean().describe('Whether it is accepted: without that nobody registers'),
  looksForPartners: z.boolean(),
  topics: z.array(line(60).min(1)).max(10),
});
export type RegistrationForm = z.output<typeof registrationSchema>;

export interface RegistrationView {
  lastSignedInAt: Instant;
  /** R-1.p5: away for more than three years, so that registering again comes before any project. */
  inactive: boolean;
  conductAcceptedAt: Instant | null;
  looksForPartners: boolean;
  topics: string[];
}

/** The registration of the teacher who asks; null for who is none. */
export async function readRegistration(deps: Deps, actor: Actor): Promise<RegistrationView | null> {
  if (actor.teacherId === null) return null;
  const found = await findRegistration(deps.records, actor.teacherId);
  if (!found) return null;
  const { now, ...registration } = found;
  const id = await newestProgrammeId(deps.records, actor.teacherId);
  const inactive = id !== null && isInactive({ ...registration, now }, await rulebookContent(deps.records, id));
  return { ...registration, inactive };
}

/** How exactly the last sign-in is known: more would be a write for every look at a page. */
const NOTED_EVERY_MS = 86_400_000;

/**
 * Notes that a teacher is here. Whoever has become inactive is not made active by signing in: that takes a new registration
 * (R-1.p5).
 */
export async function noteTeacherIsHere(
  deps: Deps,
  actor: Actor,
  { lastSignedInAt }: { lastSignedInAt: Instant | null },
): Promise<void> {
  const { teacherId } = actor;
  if (teacherId === null) return;
  if (lastSignedInAt !== null && Date.now() - Date.parse(lastSignedInAt) < NOTED_EVERY_MS) return;
  const registration = await readRegistration(deps, actor);
  if (registration && !registration.inactive) await withActor(deps.records, actor, (tx) => noteSignIn(tx, teacherId));
}

/**
 * Registers, for the first time or again: the same profile comes to life (R-1.p5), the code of conduct is accepted (R-1.3.c),
 * interests are declared (R-1.p6).
 * @throws Problem `notRegistered` for who has no profile; `invalid` without the code of conduct
 */
export async function register(deps: Deps, actor: Actor, form: RegistrationForm): Promise<RegistrationView> {
  demand(mayCreateProject(actor));
  const { teacherId } = actor;
  if (teacherId === null) throw new Problem('notRegistered', 'R-1.p0');
  if (!form.codeOfConduct) throw conductNotAccepted();
  const topics = [...new Set(form.topics)];
  await withActor(deps.records, actor, (tx) =>
    declare(tx, teacherId, { looksForPartners: form.looksForPartners, topics }),
  );
  const registration = await readRegistration(deps, actor);
  if (!registration) throw new Problem('notFound');
  return registration;
}

function conductNotAccepted(): Problem {
  const field = { field: 'codeOfConduct', code: 'conductNotAccepted', rule: 'R-1.3.c', values: {} };
  return new Problem('invalid', 'R-1.3.c', {}, [field]);
}
