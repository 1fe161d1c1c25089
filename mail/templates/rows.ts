// Rows that several templates show.
import { receiptNumber } from '../../messages/receipt-number.js';
import { isMessageKey } from '../../messages/translate.js';
import type { Row } from '../letter.js';
import type { MailData } from '../mail-data.js';
import type { Speaker } from '../speaker.js';

export function projectRow(data: MailData, { say }: Speaker): Row {
  return { label: say('mail.row.project'), value: data.project.title };
}

/** The number under which the applicant finds the application again. */
export function numberRow(data: MailData, { say }: Speaker): Row[] {
  if (data.application === null) return [];
  return [{ label: say('mail.row.number'), value: receiptNumber(data.application.applicationId) }];
}

/** The rule that decided, with its title. */
export function ruleRow({ say }: Speaker, rule: string): Row[] {
  const key = `rule.${rule}`;
  return isMessageKey(key) ? [{ label: say('mail.row.rule'), value: `${rule}: ${say(key)}` }] : [];
}

/** A deadline, or that there is none yet. */
export function deadlineOrNone(speaker: Speaker, closesAt: unknown): string {
  return typeof closesAt === 'string' ? speaker.deadline(closesAt) : speaker.say('mail.value.notPublished');
}
