// Mails to the people of a project about what was decided on it.
import { receiptNumber } from '../../messages/receipt-number.js';
import type { Block, Letter, Row } from '../letter.js';
import type { MailData } from '../mail-data.js';
import type { Speaker } from '../speaker.js';
import { deadlineOrNone, projectRow, ruleRow } from './rows.js';

type ProjectTemplate =
  | 'projectSubmitted'
  | 'councilRejected'
  | 'nsoApproved'
  | 'projectActive'
  | 'projectRejected'
  | 'projectReturned'
  | 'projectWithdrawn'
  | 'projectClosed'
  | 'projectLapsed'
  | 'completionReminder';

/** The founders' receipt (R-1.4.e). */
export function projectSubmitted(data: MailData, speaker: Speaker): Letter {
  const { say } = speaker;
  const { projectId, submittedAt } = data.project;
  return letter(data, speaker, 'projectSubmitted', submittedAt, [
    { label: say('mail.row.number'), value: receiptNumber(projectId) },
    { label: say('mail.row.receivedAt'), value: speaker.instant(submittedAt) },
  ]);
}

/** To the founders, with the council's reason (R-1.4.a.2). */
export function councilRejected(data: MailData, speaker: Speaker): Letter {
  const { say } = speaker;
  const rows = decisionRows(data, speaker);
  if (data.task?.schoolName) rows.unshift({ label: say('mail.row.school'), value: data.task.schoolName });
  if (data.decision?.kind === 'councilApproval') {
    const { sessionOn, actNumber } = data.decision.content;
    rows.push({ label: say('mail.row.sessionOn'), value: speaker.date(sessionOn) });
    rows.push({ label: say('mail.row.actNumber'), value: actNumber });
  }
  rows.push(...reviseByRow(data, speaker), ...ruleRow(speaker, 'R-1.4.a.2'));
  return letter(data, speaker, 'councilRejected', decidedAtOf(data), rows, reason(data, speaker));
}

/** To the founders: one NSO has approved, the other has not yet (R-1.4.f). */
export function nsoApproved(data: MailData, speaker: Speaker): Letter {
  const waitingFor = typeof data.facts.waitingFor === 'string' ? data.facts.waitingFor.split(',').filter(Boolean) : [];
  const rows = [
    ...nsoRow(data, speaker),
    ...decisionRows(data, speaker),
    ...waitingFor.map((nsoId) => ({ label: speaker.say('mail.row.waitingFor'), value: speaker.nso(nsoId) })),
    ...ruleRow(speaker, 'R-1.4.f'),
  ];
  return letter(data, speaker, 'nsoApproved', decidedAtOf(data), rows);
}

/** To founders and heads when every approval is there (R-1.4.f). */
export function projectActive(data: MailData, speaker: Speaker): Letter {
  const { say } = speaker;
  const activatedAt = data.project.activatedAt ?? data.plannedAt;
  return letter(data, speaker, 'projectActive', activatedAt, [
    { label: say('mail.row.activatedAt'), value: speaker.instant(activatedAt) },
    ...data.approvedBy.map((nsoId) => ({ label: say('mail.row.approvedBy'), value: speaker.nso(nsoId) })),
  ]);
}

/** To the founders and the other NSO: which one rejected, and why. */
export function projectRejected(data: MailData, speaker: Speaker): Letter {
  const rows = [...nsoRow(data, speaker), ...decisionRows(data, speaker)];
  return letter(data, speaker, 'projectRejected', decidedAtOf(data), rows, reason(data, speaker));
}

/** To the founders, who are to revise the project, and to the other NSO, which waits meanwhile (R-1.4.f). */
export function projectReturned(data: MailData, speaker: Speaker): Letter {
  const rows = [
    ...nsoRow(data, speaker),
    ...decisionRows(data, speaker),
    ...reviseByRow(data, speaker),
    ...ruleRow(speaker, 'R-1.4.f'),
  ];
  return letter(data, speaker, 'projectReturned', decidedAtOf(data), rows, reason(data, speaker));
}

/** To everybody who takes part, and to the other NSO. */
export function projectClosed(data: MailData, speaker: Speaker): Letter {
  const { nsoId } = data.facts;
  const rows = typeof nsoId === 'string' ? [{ label: speaker.say('mail.row.nso'), value: speaker.nso(nsoId) }] : [];
  return letter(data, speaker, 'projectClosed', data.plannedAt, rows);
}

/** To the founders: nobody resubmitted, or completed, the project in time. */
export function projectLapsed(data: MailData, speaker: Speaker): Letter {
  return letter(data, speaker, 'projectLapsed', data.plannedAt, []);
}

/** To the founders of a project that is still active (R-1.3.a). */
export function completionReminder(data: MailData, speaker: Speaker): Letter {
  const lapsesAt = String(data.facts.lapsesAt);
  return letter(data, speaker, 'completionReminder', lapsesAt, [
    { label: speaker.say('mail.row.lapsesAt'), value: speaker.deadline(lapsesAt) },
    ...ruleRow(speaker, 'R-1.3.a'),
  ]);
}

export function projectWithdrawn(data: MailData, speaker: Speaker): Letter {
  return letter(data, speaker, 'projectWithdrawn', data.plannedAt, []);
}

/** To every member: each may apply for the label for himself or herself. */
export function projectCompleted(data: MailData, speaker: Speaker): Letter {
  const { say } = speaker;
  const closesAt = typeof data.facts.closesAt === 'string' ? data.facts.closesAt : null;
  const values = {
    closesAt,
    day: closesAt === null ? speaker.day(data.plannedAt) : speaker.deadlineDay(closesAt),
    title: data.project.title,
  };
  return {
    subject: say('mail.projectCompleted.subject', values),
    blocks: [
      {
        kind: 'paragraph',
        text: say('mail.projectCompleted.text', { maximum: data.rules.label.maximumPerPeriod }),
      },
      {
        kind: 'rows',
        rows: [
          projectRow(data, speaker),
          { label: say('mail.row.deadline'), value: deadlineOrNone(speaker, closesAt) },
          ...ruleRow(speaker, 'R-3.1.0'),
        ],
      },
    ],
    link: 'project',
  };
}

function letter(
  data: MailData,
  speaker: Speaker,
  template: ProjectTemplate,
  at: string,
  rows: Row[],
  more: Block[] = [],
): Letter {
  const { say } = speaker;
  return {
    subject: say(`mail.${template}.subject`, { day: speaker.day(at), title: data.project.title }),
    blocks: [
      { kind: 'paragraph', text: say(`mail.${template}.text`) },
      { kind: 'rows', rows: [projectRow(data, speaker), ...rows] },
      ...more,
    ],
    link: 'project',
  };
}

function decidedAtOf(data: MailData): string {
  return data.decision?.decidedAt ?? data.plannedAt;
}

function decisionRows(data: MailData, speaker: Speaker): Row[] {
  return [{ label: speaker.say('mail.row.decidedAt'), value: speaker.instant(decidedAtOf(data)) }];
}

function reviseByRow(data: MailData, speaker: Speaker): Row[] {
  const { dueAt } = data.facts;
  return typeof dueAt === 'string' ? [{ label: speaker.say('mail.row.reviseBy'), value: speaker.deadline(dueAt) }] : [];
}

function nsoRow(data: MailData, speaker: Speaker): Row[] {
  return data.task ? [{ label: speaker.say('mail.row.nso'), value: speaker.nso(data.task.nsoId) }] : [];
}

function reason({ decision }: MailData, { say }: Speaker): Block[] {
  if (decision === null || decision.kind === 'labelEvaluation' || !decision.content.reason) return [];
  return [{ kind: 'quote', label: say('mail.row.reason'), text: decision.content.reason }];
}
