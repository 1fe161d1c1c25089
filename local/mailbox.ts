/**
 * The mailbox as a process of its own. Environment: MAILBOX_FOLDER, MAILBOX_SMTP_PORT, MAILBOX_PORT, LOG_LEVEL.
 */
import { startMailbox } from './mailbox/mailbox-server.js';
import { runPart } from './process/run-part.js';

await runPart('The mailbox', async (environment) => {
  const mailbox = await startMailbox({
    folder: environment.MAILBOX_FOLDER ?? '.data/mailbox',
    smtpPort: Number(environment.MAILBOX_SMTP_PORT ?? 1025),
    port: Number(environment.MAILBOX_PORT ?? 8025),
    logLevel: environment.LOG_LEVEL ?? 'info',
  });
  return mailbox.close;
});
