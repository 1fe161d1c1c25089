// What an invitation leads to, and how it ends.
import { cancelTask, latestOf, mail, openTask } from '../conclude.js';
import type { Audience, Consequence } from '../consequence.js';
import type { InvitationFacts, ProjectFacts } from '../facts.js';
import { foundersOf, nsosOfFounders } from '../founders.js';

/** Those that nobody has declined, withdrawn or rejected; in the order of time. */
export function pendingInvitations({ team }: Pick<ProjectFacts, 'team'>): InvitationFacts[] {
  return team?.invitations ?? [];
}

/**
 * .a: the council of a school whose pupils come in later is asked before, where its country requires one and it has
 * not approved the project already. A founder's successor is held to what is asked of a founder.
 */
export function needsCouncil(
  facts: ProjectFacts,
  { schoolId, countryCode }: Pick<InvitationFacts, 'schoolId' | 'countryCode'>,
): boolean {
  if (!facts.rulebook.council.requiredInCountries.includes(countryCode)) return false;
  return !latestOf(facts, 'councilApproval').some((task) => task.schoolId === schoolId && task.outcome === 'approve');
}

/** Asks the council, once, for however many of its school wait for it. Its NSO, which hears when it does not answer, sees the project. */
export function askCouncil(facts: ProjectFacts, { schoolId, nsoId }: InvitationFacts): Consequence[] {
  if (openCouncilTasks(facts, schoolId).length > 0) return [];
  return [{ kind: 'showToNso', nsoId }, ...openTask(facts, 'councilApproval', nsoId, schoolId)];
}

/** The council need not decide any more when nobody else waits for it. */
export function releaseCouncil(facts: ProjectFacts, ended: InvitationFacts): Consequence[] {
  const others = waitingForCouncil(facts, ended.schoolId).filter(
    ({ invitationId }) => invitationId !== ended.invitationId,
  );
  if (others.length > 0) return [];
  return openCouncilTasks(facts, ended.schoolId).flatMap((task) => cancelTask(task, { why: 'invitationEnded' }));
}

export function waitingForCouncil(facts: ProjectFacts, schoolId: string | null): InvitationFacts[] {
  return pendingInvitations(facts).filter(
    (invitation) => invitation.status === 'accepted' && invitation.schoolId === schoolId,
  );
}

function openCouncilTasks(facts: ProjectFacts, schoolId: string) {
  return facts.tasks.filter(
    (task) => task.kind === 'councilApproval' && task.schoolId === schoolId && task.status === 'open',
  );
}

/** The teacher takes part, or is founder in the other's place, who stays as a partner. Those who must know are told. */
export function takeEffect(facts: ProjectFacts, invitation: InvitationFacts): Consequence[] {
  const { invitationId, teacherId, schoolId, replacesTeacherId } = invitation;
  const effective = { kind: 'moveInvitation', invitationId, to: 'effective' } as const;
  const everybody = withFounders(facts, invitation);
  if (replacesTeacherId === null) {
    return [effective, { kind: 'addMember', invitationId }, mail('memberJoined', everybody, { teacherId, schoolId })];
  }
  const told = { teacherId, founderId: replacesTeacherId };
  return [
    effective,
    { kind: 'setMemberRole', teacherId, role: 'founder' },
    { kind: 'setMemberRole', teacherId: replacesTeacherId, role: 'partner' },
    mail('founderSucceeded', everybody, told),
    ...nsosOfFounders(facts).map((nsoId) => mail('founderSucceeded', { to: 'evaluators', nsoId }, told)),
  ];
}

/** The project ends for the team: whoever was still to join does not, and is told why. */
export function cancelInvitations(facts: ProjectFacts, why: 'completed' | 'closed' | 'lapsed'): Consequence[] {
  return pendingInvitations(facts).flatMap((invitation) => [
    { kind: 'moveInvitation' as const, invitationId: invitation.invitationId, to: 'cancelled' as const },
    mail('invitationCancelled', withFounders(facts, invitation), { teacherId: invitation.teacherId, why }),
  ]);
}

/** The two founders, and whom the invitation is for. */
export function withFounders(facts: ProjectFacts, { userId }: Pick<InvitationFacts, 'userId'>): Audience {
  return { to: 'users', userIds: [...new Set([...foundersOf(facts).map((founder) => founder.userId), userId])] };
}
