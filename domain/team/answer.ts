// An invitation is accepted, declined, or taken back.
import { apply, mail, refuse } from '../conclude.js';
import type { Conclusion, JournalNote } from '../consequence.js';
import type { IntakeFacts, InvitationFacts, ProjectFacts } from '../facts.js';
import { toFounders } from '../founders.js';
import type { InvitationAnswer } from '../team-content.js';
import { askCouncil, needsCouncil, pendingInvitations, releaseCouncil, takeEffect } from './invitations.js';

function namedIn(facts: ProjectFacts, { content }: IntakeFacts): InvitationFacts | undefined {
  const { invitationId } = content as { invitationId: string };
  return pendingInvitations(facts).find((one) => one.invitationId === invitationId);
}

/** The teacher agrees, and takes part once the council of the school has approved; or does not, as long as that has not. */
export function concludeInvitationAnswer(facts: ProjectFacts, intake: IntakeFacts): Conclusion {
  const { answer } = intake.content as { answer: InvitationAnswer };
  const invitation = namedIn(facts, intake);
  if (!invitation || (answer === 'accept' && invitation.status === 'accepted')) return refuse('invitationClosed', null);
  if (invitation.teacherId !== intake.actorTeacherId) return refuse('notAMember', 'R-1.p1');

  return answer === 'accept' ? concludeAcceptance(facts, invitation) : concludeRefusal(facts, invitation);
}

function concludeAcceptance(facts: ProjectFacts, invitation: InvitationFacts): Conclusion {
  const { invitationId, teacherId, schoolId } = invitation;
  if (!needsCouncil(facts, invitation)) {
    return apply('effective', noteOfEffect(invitation), takeEffect(facts, invitation));
  }
  const rules = [{ rule: 'R-1.4.a', values: { schoolId } }];
  const detail = { teacherIds: teacherId, schoolId };
  return apply('accepted', { event: 'invitationAccepted', element: 'invitation', rules, detail }, [
    { kind: 'moveInvitation', invitationId, to: 'accepted' },
    ...askCouncil(facts, invitation),
    mail('invitationAnswered', toFounders(facts), { teacherId, schoolId, answer: 'accept' }),
  ]);
}

function noteOfEffect({ teacherId, schoolId, replacesTeacherId }: InvitationFacts): JournalNote {
  return replacesTeacherId === null
    ? {
        event: 'memberJoined',
        element: 'invitation',
        rules: [{ rule: 'R-2.f', values: { teacherId, schoolId } }],
        detail: { teacherIds: teacherId, schoolId },
      }
    : {
        event: 'founderSucceeded',
        element: 'succession',
        rules: [{ rule: 'R-1.4.e', values: { founders: 2 } }],
        detail: { teacherIds: teacherId, founderId: replacesTeacherId },
      };
}

function concludeRefusal(facts: ProjectFacts, invitation: InvitationFacts): Conclusion {
  const { invitationId, teacherId, schoolId } = invitation;
  const detail = { teacherIds: teacherId };
  return apply('declined', { event: 'invitationDeclined', element: 'invitation', rules: [], detail }, [
    { kind: 'moveInvitation', invitationId, to: 'declined' },
    ...releaseCouncil(facts, invitation),
    mail('invitationAnswered', toFounders(facts), { teacherId, schoolId, answer: 'decline' }),
  ]);
}

/** A founder takes an invitation back, also one that waits for a council. */
export function concludeInvitationWithdrawal(facts: ProjectFacts, intake: IntakeFacts): Conclusion {
  const invitation = namedIn(facts, intake);
  if (!invitation) return refuse('invitationClosed', null);
  const { invitationId, teacherId, userId } = invitation;
  const detail = { teacherIds: teacherId };
  return apply('cancelled', { event: 'invitationWithdrawn', element: 'invitation', rules: [], detail }, [
    { kind: 'moveInvitation', invitationId, to: 'cancelled' },
    ...releaseCouncil(facts, invitation),
    mail('invitationCancelled', { to: 'users', userIds: [userId] }, { teacherId, why: 'withdrawn' }),
  ]);
}
