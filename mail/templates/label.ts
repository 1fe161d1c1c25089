// Mails to a teacher about his or her application for the National Quality Label, before it is evaluated.
import type { Letter, Row } from '../letter.js';
import type { MailData } from '../mail-data.js';
import type { Speaker } from '../speaker.js';
import { deadlineOrNone, numberRow, projectRow, ruleRow } from './rows.js';

type LabelTemplate =
  | 'labelReceived'
  | 'labelRolledOver'
  | 'labelAwaitsPeriod'
  | 'labelDraftNotSubmitted'
  | 'labelFrozen';

/** Receipt of an application that came in time. */
export function labelReceived(data: MailData, speaker: Speaker): Letter {
  const deadline = deadlineOrNone(speaker, data.facts.closesAt);
  return letter(data, speaker, 'labelReceived', speaker.day(receivedAtOf(data)), [
    ...receiptRows(data, speaker),
    { label: speaker.say('mail.row.period'), value: periodName(data, speaker, data.facts.periodId) },
    { label: speaker.say('mail.row.deadline'), value: deadline },
  ]);
}

/** A late application goes to the next period. */
export function labelRolledOver(data: MailData, speaker: Speaker): Letter {
  const nextDeadline = deadlineOrNone(speaker, data.facts.nextClosesAt);
  return letter(data, speaker, 'labelRolledOver', speaker.day(receivedAtOf(data)), [
    ...receiptRows(data, speaker),
    ...pastDeadlineRow(data, speaker),
    nextPeriodRow(data, speaker),
    { label: speaker.say('mail.row.nextDeadline'), value: nextDeadline },
    ...ruleRow(speaker, 'R-3.1.5'),
  ]);
}

/** A late application, and no next period published yet. */
export function labelAwaitsPeriod(data: MailData, speaker: Speaker): Letter {
  return letter(data, speaker, 'labelAwaitsPeriod', speaker.day(receivedAtOf(data)), [
    ...receiptRows(data, speaker),
    ...pastDeadlineRow(data, speaker),
    nextPeriodRow(data, speaker),
    ...ruleRow(speaker, 'R-3.1.5'),
  ]);
}

/** Still a draft at the deadline: it belongs to the next period, if it is ever submitted. */
export function labelDraftNotSubmitted(data: MailData, speaker: Speaker): Letter {
  return letter(data, speaker, 'labelDraftNotSubmitted', closingDay(data, speaker), [
    ...pastDeadlineRow(data, speaker),
    nextPeriodRow(data, speaker),
    ...ruleRow(speaker, 'R-3.1.5'),
  ]);
}

/** The deadline has passed: one version counts. */
export function labelFrozen(data: MailData, speaker: Speaker): Letter {
  const { version } = data.facts;
  const versionRow = { label: speaker.say('mail.row.version'), value: String(version) };
  return letter(data, speaker, 'labelFrozen', closingDay(data, speaker), [
    ...numberRow(data, speaker),
    ...pastDeadlineRow(data, speaker),
    ...(version == null ? [] : [versionRow]),
    ...ruleRow(speaker, 'R-3.1.4'),
  ]);
}

function letter(data: MailData, speaker: Speaker, template: LabelTemplate, day: string, rows: Row[]): Letter {
  const { say } = speaker;
  const { nextPeriodId = null } = data.facts;
  return {
    subject: say(`mail.${template}.subject`, { day, title: data.project.title }),
    blocks: [
      { kind: 'paragraph', text: say(`mail.${template}.text`, { nextPeriodId }) },
      { kind: 'rows', rows: [projectRow(data, speaker), ...rows] },
    ],
    link: 'project',
  };
}

function receiptRows(data: MailData, speaker: Speaker): Row[] {
  const received = { label: speaker.say('mail.row.receivedAt'), value: speaker.instant(receivedAtOf(data)) };
  return [...numberRow(data, speaker), received];
}

function receivedAtOf({ facts, application, plannedAt }: MailData): string {
  return typeof facts.receivedAt === 'string' ? facts.receivedAt : (application?.receivedAt ?? plannedAt);
}

function closingDay({ facts, plannedAt }: MailData, speaker: Speaker): string {
  return typeof facts.closedAt === 'string' ? speaker.deadlineDay(facts.closedAt) : speaker.day(plannedAt);
}

function nextPeriodRow(data: MailData, speaker: Speaker): Row {
  return { label: speaker.say('mail.row.nextPeriod'), value: periodName(data, speaker, data.facts.nextPeriodId) };
}

function periodName({ rules }: MailData, speaker: Speaker, periodId: unknown): string {
  const period = rules.periods.find((candidate) => candidate.periodId === periodId);
  if (period) return period.names ? speaker.name(period.names) : period.periodId;
  return speaker.say('mail.value.notPublished');
}

function pastDeadlineRow({ facts }: MailData, speaker: Speaker): Row[] {
  if (typeof facts.closedAt !== 'string') return [];
  return [{ label: speaker.say('mail.row.pastDeadline'), value: speaker.deadline(facts.closedAt) }];
}
