/** `code` names the failure without the server's words, which often repeat the address. */
export type SmtpFailure =
  /** May go better later: the server is away or busy, or nobody knows whether it took the mail. */
  | { kind: 'later'; code: string }
  /** The server will never take this mail. */
  | { kind: 'never'; code: string };

const COMMANDS_ABOUT_THE_MAIL = ['MAIL FROM', 'RCPT TO', 'DATA'];

/**
 * Says whether a mail is worth another attempt. Only a 5xx answer to the mail itself is final (RFC 5321): a greeting or a
 * sign-in that is refused says nothing about the mail, and a connection lost after DATA leaves open whether it was taken.
 */
export function classifySmtpError(error: unknown): SmtpFailure {
  const { code, command, responseCode } = (error ?? {}) as {
    code?: unknown;
    command?: unknown;
    responseCode?: unknown;
  };
  const name = [code, command, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number');
  const aboutTheMail = typeof command === 'string' && COMMANDS_ABOUT_THE_MAIL.includes(command);
  const refused = typeof responseCode === 'number' && responseCode >= 500 && responseCode < 600;
  // Without an answer of the server, nodemailer itself found the address or the message impossible.
  const impossible = (code === 'EENVELOPE' || code === 'EMESSAGE') && typeof responseCode !== 'number';
  const kind = (aboutTheMail && refused) || impossible ? 'never' : 'later';
  return { kind, code: name.join(' ') || 'unknown' };
}
