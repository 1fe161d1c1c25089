import { sendMail } from '../../../activities/send-mail.js';
import { type MailConfig, readMailConfig } from '../../../mail/config.js';
import { openMailTransport } from '../../../mail/transport.js';
import type { Records } from '../../../records/database.js';
import { claimDueMails, type MailSettlement } from '../../../records/outbox.js';

/** What sending needs, with the waits of a test. */
export function mailDeps(records: Records, smtpUrl: string, changes: Partial<MailConfig> = {}) {
  const settings = {
    SMTP_URL: smtpUrl,
    PUBLIC_URL: 'https://approvals.example.org',
    MAIL_FROM: 'eTwinning <mail@example.org>',
  };
  const config: MailConfig = { ...readMailConfig(settings), ...changes };
  return { records, config, transport: openMailTransport(config) };
}

/** Claims what is due and sends it, once each; a retry is due at once. */
export async function sendDueMails(
  records: Records,
  smtpUrl: string,
  changes: Partial<MailConfig> = {},
): Promise<MailSettlement[]> {
  const deps = mailDeps(records, smtpUrl, { firstRetrySeconds: 0, ...changes });
  const mails = await claimDueMails(records, { limit: 10, staleSeconds: deps.config.staleSeconds });
  return Promise.all(mails.map((mail) => sendMail(deps, mail)));
}
