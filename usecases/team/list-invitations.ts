import type { Actor } from '../../domain/permissions.js';
import { readAs } from '../../records/actor.js';
import { type OpenInvitation, selectOpenInvitations } from '../../records/invitations.js';
import type { Deps } from '../deps.js';

export type { OpenInvitation } from '../../records/invitations.js';

/** What the actor is invited to and has not answered; nothing for who is no teacher. */
export async function listInvitations(deps: Deps, actor: Actor): Promise<OpenInvitation[]> {
  const { teacherId } = actor;
  if (teacherId === null) return [];
  return readAs(deps.records, actor, (tx) => selectOpenInvitations(tx, teacherId));
}
