import addressparser from 'nodemailer/lib/addressparser';
import { z } from 'zod';

const milliseconds = (fallback: number) => z.coerce.number().int().min(1).max(600_000).default(fallback);

/** Every variable that the sending of mails reads. */
export const environmentSchema = z.object({
  /** Such as smtps://user:password@host:465 */
  SMTP_URL: z.string().min(1),
  MAIL_FROM: z.string().min(3).default('eTwinning <etwinning@example.org>'),
  PUBLIC_URL: z.url(),
  MAIL_PER_SECOND: z.coerce.number().min(0.1).max(1000).default(20),
  /** How many mails are on their way at the same time. */
  MAIL_LANES: z.coerce.number().int().min(1).max(50).default(4),
  MAIL_CONNECTION_TIMEOUT_MS: milliseconds(10_000),
  MAIL_GREETING_TIMEOUT_MS: milliseconds(10_000),
  MAIL_SOCKET_TIMEOUT_MS: milliseconds(30_000),
  /** A server that answers, but never comes to an end, is left after this long. */
  MAIL_SEND_TIMEOUT_MS: milliseconds(60_000),
  /** A mail is given up after so many attempts: with the waits below, after about three days. */
  MAIL_MAXIMUM_ATTEMPTS: z.coerce.number().int().min(1).max(1000).default(80),
  MAIL_FIRST_RETRY_SECONDS: z.coerce.number().min(0).max(3600).default(30),
  MAIL_LONGEST_RETRY_SECONDS: z.coerce.number().min(0).max(86_400).default(3600),
  /** A mail that has been on its way for so long was left by a worker that died. */
  MAIL_STALE_SECONDS: z.coerce.number().min(1).max(86_400).default(300),
});

export interface MailConfig {
  smtpUrl: string;
  from: { name: string; address: string };
  /** Domain of the sender, for message ids. */
  domain: string;
  /** Without a slash at its end. */
  publicUrl: string;
  perSecond: number;
  lanes: number;
  connectionTimeoutMs: number;
  greetingTimeoutMs: number;
  socketTimeoutMs: number;
  sendTimeoutMs: number;
  maximumAttempts: number;
  firstRetrySeconds: number;
  longestRetrySeconds: number;
  staleSeconds: number;
}

/**
 * Reads the settings of mail.
 * @throws Error that names every setting that is missing or wrong.
 */
export function readMailConfig(environment: NodeJS.ProcessEnv): MailConfig {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) throw new Error(`the settings of mail are wrong:\n${z.prettifyError(parsed.error)}`);
  const settings = parsed.data;
  const [from, ...others] = addressparser(settings.MAIL_FROM, { flatten: true });
  const domain = from?.address.split('@')[1];
  if (!from || !domain || others.length > 0)
    throw new Error('MAIL_FROM must be one address, such as Name <name@domain>');
  // Otherwise a second worker would take a mail for abandoned that the first is still sending.
  if (settings.MAIL_STALE_SECONDS * 1000 <= settings.MAIL_SEND_TIMEOUT_MS) {
    throw new Error('MAIL_STALE_SECONDS must be longer than MAIL_SEND_TIMEOUT_MS');
  }
  return {
    smtpUrl: settings.SMTP_URL,
    from: { name: from.name, address: from.address },
    domain,
    publicUrl: settings.PUBLIC_URL.replace(/\/+$/, ''),
    perSecond: settings.MAIL_PER_SECOND,
    lanes: settings.MAIL_LANES,
    connectionTimeoutMs: settings.MAIL_CONNECTION_TIMEOUT_MS,
    greetingTimeoutMs: settings.MAIL_GREETING_TIMEOUT_MS,
    socketTimeoutMs: settings.MAIL_SOCKET_TIMEOUT_MS,
    sendTimeoutMs: settings.MAIL_SEND_TIMEOUT_MS,
    maximumAttempts: settings.MAIL_MAXIMUM_ATTEMPTS,
    firstRetrySeconds: settings.MAIL_FIRST_RETRY_SECONDS,
    longestRetrySeconds: settings.MAIL_LONGEST_RETRY_SECONDS,
    staleSeconds: settings.MAIL_STALE_SECONDS,
  };
}
