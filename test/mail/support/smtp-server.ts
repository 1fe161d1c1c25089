import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** What the server does with one connection instead of taking its mail. */
export type Fault =
  | { at: 'connect' | 'recipient' | 'data'; code: number }
  /** It takes the whole message and is gone before it answers: nobody knows whether it has it. */
  | 'closesAfterData'
  /** It takes the whole message and never answers. */
  | 'neverAnswers';

export interface ReceivedMail {
  /** Head and body as they came over the line. */
  raw: string;
  mail: ParsedMail;
  recipients: string[];
  receivedAtMs: number;
}

export interface ScriptedSmtpServer {
  url: string;
  /** Every message that came in whole, answered or not. */
  received: ReceivedMail[];
  /** The fate of the next connections, in their order; when it is empty mails are accepted. */
  script: (Fault | 'accepts')[];
  close(): Promise<void>;
}

/** A real SMTP server on a free port that misbehaves as its script says. */
export async function startSmtpServer(): Promise<ScriptedSmtpServer> {
  const received: ReceivedMail[] = [];
  const script: ScriptedSmtpServer['script'] = [];
  const fates = new Map<string, Fault | 'accepts'>();
  const refusal = (code: number, session: SMTPServerSession) =>
    // Servers like to repeat the address: it must not reach logs or records.
    Object.assign(new Error(`no: ${recipientsOf(session).join()}`), { responseCode: code });
  const codeAt = (at: string, session: SMTPServerSession) => {
    const fate = fates.get(session.id);
    return typeof fate === 'object' && fate.at === at ? fate.code : null;
  };
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    disableReverseLookup: true,
    onConnect(session, callback) {
      fates.set(session.id, script.shift() ?? 'accepts');
      const code = codeAt('connect', session);
      callback(code ? refusal(code, session) : null);
    },
    onRcptTo(_address, session, callback) {
      const code = codeAt('recipient', session);
      callback(code ? refusal(code, session) : null);
    },
    onData(stream, session, callback) {
      void text(stream).then(async (raw) => {
        received.push({
          raw,
          mail: await simpleParser(raw),
          recipients: recipientsOf(session),
          receivedAtMs: Date.now(),
        });
        const code = codeAt('data', session);
        if (fates.get(session.id) === 'closesAfterData') return cutOff(server, session);
        if (fates.get(session.id) !== 'neverAnswers') callback(code ? refusal(code, session) : null);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    script,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function recipientsOf(session: SMTPServerSession): string[] {
  return session.envelope.rcptTo.map((recipient) => recipient.address);
}

/** smtp-server has no way to drop a connection without an answer. */
function cutOff(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections as Set<{ id: string; _socket: { destroy(): void } }>) {
    if (connection.id === session.id) connection._socket.destroy();
  }
}
