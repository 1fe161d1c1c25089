import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type SendMailDeps, sendMail } from '../activities/send-mail.js';
import type { MailConfig } from '../mail/config.js';
import { type ClaimedMail, claimDueMails } from '../records/outbox.js';

export interface OutboxLoopDeps extends Omit<SendMailDeps, 'config'> {
  config: SendMailDeps['config'] & Pick<MailConfig, 'perSecond' | 'lanes' | 'staleSeconds'>;
  log: Logger;
}

const IDLE_MS = 1_000;

/**
 * Drains the outbox until the signal is given; mails that are on their way then come to their end first.
 * Nothing that happens to a mail or to the database ends it: it writes to the log, without address or text, and goes on.
 */
export async function runOutboxLoop(deps: OutboxLoopDeps, signal: AbortSignal): Promise<void> {
  const { config } = deps;
  const batch = Math.max(1, Math.min(config.lanes, Math.floor(config.perSecond)));
  while (!signal.aborted) {
    const startedAtMs = Date.now();
    const count = await sendDueMails(deps, batch);
    const paceMs = (count * 1000) / config.perSecond - (Date.now() - startedAtMs);
    await pause(count > 0 ? paceMs : IDLE_MS, signal);
  }
}

/** Claims up to `batch` due mails and sends them side by side. @returns how many were claimed. */
async function sendDueMails(deps: OutboxLoopDeps, batch: number): Promise<number> {
  try {
    const mails = await claimDueMails(deps.records, { limit: batch, staleSeconds: deps.config.staleSeconds });
    await Promise.all(mails.map((mail) => sendAndLog(deps, mail)));
    return mails.length;
  } catch (error) {
    deps.log.error({ error: nameOf(error) }, 'the outbox cannot be read');
    return 0;
  }
}

async function sendAndLog(deps: OutboxLoopDeps, mail: ClaimedMail): Promise<void> {
  const about = { mailId: mail.mailId, attempts: mail.attempts };
  try {
    const settlement = await sendMail(deps, mail);
    const level = settlement.status === 'failed' ? 'error' : settlement.status === 'planned' ? 'warn' : 'debug';
    deps.log[level]({ ...about, ...settlement }, `mail ${settlement.status}`);
  } catch (error) {
    deps.log.error({ ...about, error: nameOf(error) }, 'the outcome of a mail could not be recorded');
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds > 0) await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** Messages of database errors may quote rows. */
function nameOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'unknown');
}
