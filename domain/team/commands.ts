// What may be asked of the team of an active project.
import type { Conclusion } from '../consequence.js';
import type { IntakeFacts, ProjectFacts } from '../facts.js';
import type { TeamCommandKind } from '../vocabulary.js';
import { concludeInvitationAnswer, concludeInvitationWithdrawal } from './answer.js';
import { concludeHandOver, concludeInvitation } from './ask.js';
import { concludeLeaving } from './leave.js';

export function concludeTeamCommand(facts: ProjectFacts, intake: IntakeFacts, kind: TeamCommandKind): Conclusion {
  switch (kind) {
    case 'invite':
      return concludeInvitation(facts);
    case 'handOver':
      return concludeHandOver(facts, intake);
    case 'answerInvitation':
      return concludeInvitationAnswer(facts, intake);
    case 'withdrawInvitation':
      return concludeInvitationWithdrawal(facts, intake);
    case 'leave':
      return concludeLeaving(facts, intake);
  }
}
