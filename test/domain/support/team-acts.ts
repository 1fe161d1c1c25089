// What people may do to a team at random, and how a model does it: who joins, who leaves, who is founder.
import fc from 'fast-check';
import { type ProjectModel, TEACHERS } from './project-model.js';

export interface TeamAct {
  what: 'invite' | 'handOver' | 'accept' | 'decline' | 'withdrawInvitation' | 'leave' | 'remove';
  pick: number;
  other: number;
}

export const teamAct: fc.Arbitrary<TeamAct> = fc.record({
  what: fc.constantFrom(
    'invite',
    'invite',
    'handOver',
    'accept',
    'accept',
    'accept',
    'decline',
    'withdrawInvitation',
    'leave',
    'remove',
  ),
  pick: fc.nat(7),
  other: fc.nat(7),
});

const chosen = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(list.length, 1)];

/** Does what the act says to somebody who is there; nothing where nobody is. */
export function changeTeam(model: ProjectModel, { what, pick, other }: TeamAct): void {
  const { members } = model.facts;
  const invitation = chosen(model.pending, pick);
  switch (what) {
    case 'invite': {
      const teacher = chosen(TEACHERS, pick);
      if (teacher) {
        const { teacherId, schoolId } = teacher;
        model.change('invite', { teacherId, schoolId }, null, teacher);
      }
      return;
    }
    case 'handOver': {
      const founderTeacherId =
        chosen(
          members.filter((member) => member.role === 'founder'),
          pick,
        )?.teacherId ?? '';
      const successorTeacherId = chosen(members, other)?.teacherId ?? '';
      model.change('handOver', { founderTeacherId, successorTeacherId }, founderTeacherId);
      return;
    }
    case 'accept':
    case 'decline':
      if (invitation) {
        const { invitationId, teacherId } = invitation;
        model.change('answerInvitation', { invitationId, answer: what }, teacherId);
      }
      return;
    case 'withdrawInvitation':
      if (invitation) model.change('withdrawInvitation', { invitationId: invitation.invitationId });
      return;
    case 'leave':
    case 'remove': {
      const teacherId = chosen(members, pick)?.teacherId ?? '';
      model.change('leave', { teacherId }, what === 'leave' ? teacherId : null);
      return;
    }
  }
}
