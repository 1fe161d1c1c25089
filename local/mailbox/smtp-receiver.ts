import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { MessageStore } from './message-store.js';

const LARGEST_MESSAGE_BYTES = 25 * 1024 * 1024;

/** A running SMTP server. */
export interface SmtpReceiver {
  port: number;
  close(): Promise<void>;
}

/**
 * Receives mail on 127.0.0.1. A message is acknowledged (250) only when the store has it on disk; one that the store
 * cannot take is refused for now (451), so that the sender tries again.
 *
 * @param port 0 for any free one
 */
export async function receiveSmtp(
  store: MessageStore,
  port: number,
  log: (error: Error) => void,
): Promise<SmtpReceiver> {
  const server = new SMTPServer({
    name: 'localhost',
    banner: 'eTwinning trial mailbox',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST_MESSAGE_BYTES,
    onData(stream, session, answer) {
      const { mailFrom, rcptTo } = session.envelope;
      const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
      buffer(stream)
        .then((content) => {
          if (stream.sizeExceeded) throw Object.assign(new Error('Message too large'), { responseCode: 552 });
          return store.accept(envelope, content);
        })
        .then(
          () => answer(),
          (error) => {
            log(error);
            answer(Object.assign(error, { responseCode: error.responseCode ?? 451 }));
          },
        );
    },
  });
  // Senders that vanish in the middle of a command are no reason to end.
  server.on('error', log);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
