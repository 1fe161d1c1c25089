// Somebody is asked to take part in an active project, or to be founder in another's place.
import { apply, mail, refuse } from '../conclude.js';
import type { Conclusion } from '../consequence.js';
import type { IntakeFacts, ProjectFacts } from '../facts.js';
import type { HandOverContent } from '../team-content.js';
import { refuseOtherCategory } from './category.js';
import { pendingInvitations } from './invitations.js';

/**
 * R-1.p1, R-2.f: a teacher who does not take part yet, under one school; what the registry says of both was checked when
 * the command was taken in. Nothing changes before the teacher accepts.
 */
export function concludeInvitation(facts: ProjectFacts): Conclusion {
  const named = facts.team?.named;
  if (!named) return refuse('memberUnknown', 'R-1.p0');
  const { teacherId, schoolId, userId } = named;
  const member = facts.members.find((one) => one.teacherId === teacherId);
  if (member) return refuse('alreadyMember', member.schoolId === schoolId ? 'R-1.p1' : 'R-2.f', { teacherId });
  if (pendingInvitations(facts).some((one) => one.teacherId === teacherId)) {
    return refuse('alreadyInvited', 'R-1.p1', { teacherId });
  }
  const otherCategory = refuseOtherCategory(facts.members, [...facts.members, named]);
  if (otherCategory) return otherCategory;

  const detail = { teacherIds: teacherId, schoolId };
  const rules = [{ rule: 'R-1.p1', values: { teacherId, schoolId } }];
  return apply('invited', { event: 'memberInvited', element: 'invitation', rules, detail }, [
    { kind: 'openInvitation', teacherId, schoolId, replacesTeacherId: null },
    mail('teamInvited', { to: 'users', userIds: [userId] }, { teacherId, schoolId, as: 'partner' }),
  ]);
}

/** .f: the successor is of the same country's NSO, so that the NSOs that approved the project stay those of its founders. */
export function concludeHandOver(facts: ProjectFacts, intake: IntakeFacts): Conclusion {
  const { founderTeacherId, successorTeacherId } = intake.content as HandOverContent;
  const founder = facts.members.find((one) => one.teacherId === founderTeacherId && one.role === 'founder');
  const successor = facts.members.find((one) => one.teacherId === successorTeacherId && one.role === 'partner');
  if (!founder || !successor) return refuse('memberUnknown', 'R-1.4.e');
  if (founder.nsoId !== successor.nsoId) {
    return refuse('successorOfAnotherNso', 'R-1.4.f', { nsoId: founder.nsoId, successorNsoId: successor.nsoId });
  }
  const asked = pendingInvitations(facts).some(
    (one) => one.teacherId === successorTeacherId || one.replacesTeacherId === founderTeacherId,
  );
  if (asked) return refuse('alreadyInvited', 'R-1.4.e', { teacherId: successorTeacherId });

  const { schoolId, userId, nsoId } = successor;
  const detail = { teacherIds: successorTeacherId, founderId: founderTeacherId };
  const rules = [{ rule: 'R-1.4.f', values: { nsoId } }];
  return apply('invited', { event: 'successorInvited', element: 'succession', rules, detail }, [
    { kind: 'openInvitation', teacherId: successorTeacherId, schoolId, replacesTeacherId: founderTeacherId },
    mail(
      'teamInvited',
      { to: 'users', userIds: [userId] },
      { teacherId: successorTeacherId, founderId: founderTeacherId, as: 'founder' },
    ),
  ]);
}
