import { apply, mail, refuse } from '../conclude.js';
import type { Conclusion } from '../consequence.js';
import type { IntakeFacts, ProjectFacts } from '../facts.js';
import { categoryOfTeam, RULE_OF_CATEGORY, refuseOtherCategory } from './category.js';
import { pendingInvitations, releaseCouncil, withFounders } from './invitations.js';

/**
 * A member leaves, or is removed by a founder. .e: never a founder, who hands over first, so that there always are
 * two. Nobody leaves without whom it would be a project of another category.
 */
export function concludeLeaving(facts: ProjectFacts, intake: IntakeFacts): Conclusion {
  const { teacherId } = intake.content as { teacherId: string };
  const member = facts.members.find((one) => one.teacherId === teacherId);
  if (!member) return refuse('memberUnknown', null);
  if (member.role === 'founder') return refuse('handOverFirst', 'R-1.4.e');
  const others = facts.members.filter((one) => one !== member);
  const otherCategory = refuseOtherCategory(facts.members, others);
  if (otherCategory) return otherCategory;

  const leaves = intake.actorTeacherId === teacherId;
  const category = categoryOfTeam(others);
  const rules = [{ rule: RULE_OF_CATEGORY[category], values: { category } }];
  const detail = { teacherIds: teacherId, schoolId: member.schoolId };
  return apply(
    leaves ? 'left' : 'removed',
    { event: leaves ? 'memberLeft' : 'memberRemoved', element: 'team', rules, detail },
    [
      { kind: 'removeMember', teacherId },
      ...pendingInvitations(facts)
        .filter((one) => one.teacherId === teacherId)
        .flatMap((succession) => [
          { kind: 'moveInvitation' as const, invitationId: succession.invitationId, to: 'cancelled' as const },
          ...releaseCouncil(facts, succession),
        ]),
      mail('memberLeft', withFounders(facts, member), { teacherId, schoolId: member.schoolId, removed: !leaves }),
    ],
  );
}
