import type { Words } from './messages/en.js';
import type { Addresses } from './options.js';

/** The system does not run where it is said to; the message says what to do. */
export class NotRunning extends Error {}

/**
 * Looks whether the system runs where it is said to.
 * @throws {NotRunning} that names the part that does not answer, and how to say where it is
 */
export async function demandRunning({ web, issuer, mailbox }: Addresses, words: Words): Promise<void> {
  const parts = [
    { part: words.web, address: web, path: '/health/ready', variable: 'PUBLIC_URL' },
    { part: words.identity, address: issuer, path: '/.well-known/openid-configuration', variable: 'OIDC_ISSUER' },
    { part: words.mailbox, address: mailbox, path: '/health/ready', variable: 'MAILBOX_URL' },
  ];
  for (const { path, ...about } of parts) {
    const answer = await fetch(`${about.address}${path}`).catch(() => undefined);
    if (!answer?.ok) throw new NotRunning(words.notRunning(about));
    await answer.body?.cancel();
  }
}
