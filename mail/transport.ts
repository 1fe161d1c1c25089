// SMTP. One connection per mail: a pool would queue again, without bound and unseen, what a dropped connection cut off.
import { createTransport } from 'nodemailer';
import type { MailMessage } from './compose.js';
import type { MailConfig } from './config.js';
import { classifySmtpError, type SmtpFailure } from './smtp-failure.js';

export type SendResult = { kind: 'accepted' } | SmtpFailure;

export interface MailTransport {
  /** Hands one message to the SMTP server. Never throws: what goes wrong is in the result. */
  send(message: MailMessage): Promise<SendResult>;
}

type TransportConfig = Pick<
  MailConfig,
  'smtpUrl' | 'from' | 'connectionTimeoutMs' | 'greetingTimeoutMs' | 'socketTimeoutMs' | 'sendTimeoutMs'
>;

/** A transport to the server of the configuration, with every wait bounded. */
export function openMailTransport(config: TransportConfig): MailTransport {
  const transporter = createTransport({
    url: config.smtpUrl,
    connectionTimeout: config.connectionTimeoutMs,
    greetingTimeout: config.greetingTimeoutMs,
    socketTimeout: config.socketTimeoutMs,
    dnsTimeout: config.connectionTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(message) {
      try {
        await transporter.sendMail({
          ...headersOf(message),
          from: config.from,
          envelope: { from: config.from.address, to: [message.to.address] },
          signal: AbortSignal.timeout(config.sendTimeoutMs),
        });
        return { kind: 'accepted' };
      } catch (error) {
        return classifySmtpError(error);
      }
    },
  };
}

/** All that a copy of the mail must have in common with it, down to the boundary between its parts. */
function headersOf(message: MailMessage) {
  return {
    to: message.to,
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: message.messageId,
    inReplyTo: message.threadId,
    references: [message.threadId],
    date: new Date(message.composedAt),
    baseBoundary: message.messageId.slice(1, 33),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': message.language,
    },
  };
}
