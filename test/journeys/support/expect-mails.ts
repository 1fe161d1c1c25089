// What must hold of mails after every fault, with the mailbox as the witness.
import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import type { ArrivedMail, Journey } from './journey.js';
import { until } from './until.js';

interface PlannedMail {
  mailKey: string;
  messageId: string;
  status: string;
  to: string;
  /** What the mail is about: nobody is to be told the same twice. */
  about: string;
}

/**
 * Checks that every mail that was planned arrived, at its recipient alone, that copies are the same mail with the same
 * Message-ID, and that nobody was written to twice about the same, whatever the Message-ID.
 */
export async function expectMails(journey: Journey): Promise<void> {
  const sent = await until('the outbox is empty', async () => {
    const all = await plannedMails(journey);
    return !all.some(({ status }) => status === 'planned' || status === 'sending') && all;
  });
  const arrived = await journey.mails();
  // Read again: a reminder that has come due since may have been sent as well.
  const planned = await plannedMails(journey);
  const byMessageId = new Map(planned.map((mail) => [mail.messageId, mail]));

  const arrivedIds = new Set(arrived.map(({ messageId }) => messageId));
  expect(sent.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(sent.filter(({ status, messageId }) => status === 'sent' && !arrivedIds.has(messageId))).toEqual([]);
  expect(arrived.filter(({ messageId, to }) => to.join() !== byMessageId.get(messageId)?.to)).toEqual([]);
  expect(
    severalOf(
      planned,
      ({ about }) => about,
      ({ mailKey }) => mailKey,
    ),
  ).toEqual([]);
  expect(severalOf(arrived, ({ messageId }) => messageId, contentOf)).toEqual([]);
  expect(severalOf(arrived, contentOf, ({ messageId }) => messageId)).toEqual([]);
}

/** The mails of a task's template that arrived, as Message-IDs: one for every copy. */
export async function arrivedOf(journey: Journey, taskId: string, template: string): Promise<string[]> {
  const planned = await journey.owner
    .selectFrom('outbox')
    .select('mail_key')
    .where('task_id', '=', taskId)
    .where('template', '=', template)
    .execute();
  const ids = new Set(planned.map(({ mail_key }) => messageIdOf(mail_key)));
  return (await journey.mails()).map(({ messageId }) => messageId).filter((id) => ids.has(id));
}

async function plannedMails({ owner }: Journey): Promise<PlannedMail[]> {
  const rows = await owner
    .selectFrom('outbox')
    .innerJoin('users', 'users.user_id', 'outbox.recipient_id')
    .select(['mail_key', 'status', 'email', 'template', 'outbox.project_id', 'application_id', 'task_id', 'facts'])
    .execute();
  return rows.map((row) => ({
    mailKey: row.mail_key,
    messageId: messageIdOf(row.mail_key),
    status: row.status,
    to: row.email,
    about: JSON.stringify([row.email, row.template, row.project_id, row.application_id, row.task_id, row.facts]),
  }));
}

/** The promise of `mail/compose`, written down once more: the key alone makes the Message-ID. */
function messageIdOf(mailKey: string): string {
  return `<${createHash('sha256').update(mailKey).digest('hex')}@localhost>`;
}

function contentOf({ to, subject, text }: ArrivedMail): string {
  return JSON.stringify([to, subject, text]);
}

/** Groups that hold more than one value. */
function severalOf<T>(all: readonly T[], group: (one: T) => string, value: (one: T) => string): string[][] {
  const groups = new Map<string, Set<string>>();
  for (const one of all) groups.set(group(one), (groups.get(group(one)) ?? new Set()).add(value(one)));
  return [...groups].filter(([, values]) => values.size > 1).map(([name, values]) => [name, ...values]);
}
