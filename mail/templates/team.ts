// Mails about the team of an active project: who is asked to take part, who joins, leaves, or is founder now.
import type { Block, Letter, Row } from '../letter.js';
import type { MailData } from '../mail-data.js';
import type { Speaker } from '../speaker.js';
import { projectRow, ruleRow } from './rows.js';

type TeamTemplate =
  | 'teamInvited'
  | 'invitationAnswered'
  | 'invitationCancelled'
  | 'memberJoined'
  | 'joiningRejected'
  | 'memberLeft'
  | 'founderSucceeded';

/** To whom it is for: nothing changes before he or she accepts (R-1.p1). */
export function teamInvited(data: MailData, speaker: Speaker): Letter {
  return letter(data, speaker, 'teamInvited', [
    ...schoolRow(data, speaker),
    ...founderRow(data, speaker),
    ...ruleRow(speaker, 'R-1.p1'),
  ]);
}

/** To the founders: accepted, and now the council of the school is asked; or declined. */
export function invitationAnswered(data: MailData, speaker: Speaker): Letter {
  return letter(data, speaker, 'invitationAnswered', [...memberRow(data, speaker), ...schoolRow(data, speaker)]);
}

/** To the invited teacher, and at the project's end to the founders: the invitation holds no longer. */
export function invitationCancelled(data: MailData, speaker: Speaker): Letter {
  return letter(data, speaker, 'invitationCancelled', memberRow(data, speaker));
}

export function memberJoined(data: MailData, speaker: Speaker): Letter {
  const rows = [...memberRow(data, speaker), ...schoolRow(data, speaker), ...ruleRow(speaker, 'R-2.f')];
  return letter(data, speaker, 'memberJoined', rows);
}

/** To the founders and the teacher, with the council's reason (R-1.4.a). */
export function joiningRejected(data: MailData, speaker: Speaker): Letter {
  const { say } = speaker;
  const rows = memberRow(data, speaker);
  const more: Block[] = [];
  if (data.task?.schoolName) rows.push({ label: say('mail.row.school'), value: data.task.schoolName });
  if (data.decision?.kind === 'councilApproval') {
    const { sessionOn, actNumber, reason } = data.decision.content;
    rows.push({ label: say('mail.row.sessionOn'), value: speaker.date(sessionOn) });
    rows.push({ label: say('mail.row.actNumber'), value: actNumber });
    if (reason) more.push({ kind: 'quote', label: say('mail.row.reason'), text: reason });
  }
  return letter(data, speaker, 'joiningRejected', [...rows, ...ruleRow(speaker, 'R-1.4.a')], more);
}

/** To the founders and to whoever left; who was removed reads why. */
export function memberLeft(data: MailData, speaker: Speaker): Letter {
  const { reason } = data.team ?? {};
  const more: Block[] = reason ? [{ kind: 'quote', label: speaker.say('mail.row.reason'), text: reason }] : [];
  return letter(data, speaker, 'memberLeft', [...memberRow(data, speaker), ...schoolRow(data, speaker)], more);
}

/** To both founders, to the one before, and to the NSOs that approved the project (R-1.4.f). */
export function founderSucceeded(data: MailData, speaker: Speaker): Letter {
  const { say } = speaker;
  const { memberName } = data.team ?? {};
  return letter(data, speaker, 'founderSucceeded', [
    ...(memberName ? [{ label: say('mail.row.newFounder'), value: memberName }] : []),
    ...founderRow(data, speaker),
    ...ruleRow(speaker, 'R-1.4.e'),
  ]);
}

function letter(data: MailData, speaker: Speaker, template: TeamTemplate, rows: Row[], more: Block[] = []): Letter {
  const { as, answer, why, removed } = data.facts;
  const { say } = speaker;
  const values = { as, answer, why, removed, day: speaker.day(data.plannedAt), title: data.project.title };
  return {
    subject: say(`mail.${template}.subject`, values),
    blocks: [
      { kind: 'paragraph', text: say(`mail.${template}.text`, values) },
      { kind: 'rows', rows: [projectRow(data, speaker), ...rows] },
      ...more,
    ],
    link: 'project',
  };
}

function memberRow({ team }: MailData, { say }: Speaker): Row[] {
  return team?.memberName ? [{ label: say('mail.row.member'), value: team.memberName }] : [];
}

function schoolRow({ team }: MailData, { say }: Speaker): Row[] {
  return team?.schoolName ? [{ label: say('mail.row.school'), value: team.schoolName }] : [];
}

function founderRow({ team }: MailData, { say }: Speaker): Row[] {
  return team?.founderName ? [{ label: say('mail.row.inPlaceOf'), value: team.founderName }] : [];
}
