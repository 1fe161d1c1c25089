// Sends one mail of the outbox: re-checks that it still holds, writes it, hands it over, and writes what became of it.
import { failpoint } from '../failpoints/failpoint.js';
import { compose, composePeriodMail, type MailMessage } from '../mail/compose.js';
import type { MailConfig } from '../mail/config.js';
import type { MailData, MailDecision, MailRules } from '../mail/mail-data.js';
import { reasonToDrop } from '../mail/still-holds.js';
import type { MailTransport } from '../mail/transport.js';
import type { Records } from '../records/database.js';
import { type PlannedMail, readMailRules, readPlannedMail } from '../records/mail-facts.js';
import { type ClaimedMail, type MailSettlement, settleMail } from '../records/outbox.js';
import { readPlannedPeriodMail } from '../records/period/mail-facts.js';

export interface SendMailDeps {
  records: Records;
  transport: MailTransport;
  config: Pick<MailConfig, 'publicUrl' | 'domain' | 'maximumAttempts' | 'firstRetrySeconds' | 'longestRetrySeconds'>;
}

/**
 * Sends a mail that this process has claimed. At least once: when the answer of the server is lost, the next attempt sends
 * a copy with the same Message-ID. A mail that cannot be sent is `failed` in the records, and never anybody else's error.
 * @throws only when the records cannot be reached; the mail is then taken up again once its claim is stale.
 */
export async function sendMail(deps: SendMailDeps, mail: ClaimedMail): Promise<MailSettlement> {
  if (failpoint) await failpoint('mailClaimed');
  const settlement = await attempt(deps, mail);
  await settleMail(deps.records, mail, settlement);
  return settlement;
}

async function attempt(deps: SendMailDeps, mail: ClaimedMail): Promise<MailSettlement> {
  const { records, config } = deps;
  const planned = await readPlannedMail(records, mail.mailId);
  if (!planned) return attemptPeriodMail(deps, mail);
  const reason = reasonToDrop({
    template: planned.template,
    recipientDisabled: planned.recipient.disabled,
    taskStatus: planned.task?.status ?? null,
    recipientMayWork: planned.task?.forRecipient ?? false,
    draftSubmitted: planned.draftSubmitted,
  });
  if (reason) return { status: 'dropped', error: reason };
  const rules = await readMailRules(records, planned.rulebookId);
  return handOver(deps, mail, () => compose(mailDataOf(planned, rules), config));
}

async function attemptPeriodMail(deps: SendMailDeps, mail: ClaimedMail): Promise<MailSettlement> {
  const { records, config } = deps;
  const planned = await readPlannedPeriodMail(records, mail.mailId);
  if (!planned) return { status: 'failed', error: 'noSuchMail' };
  if (planned.recipient.disabled) return { status: 'dropped', error: 'recipientDisabled' };
  if (!planned.forRecipient) return { status: 'dropped', error: 'recipientNotConcerned' };
  const rules = await readMailRules(records, planned.rulebookId);
  return handOver(deps, mail, () => composePeriodMail({ ...planned, rules }, config));
}

async function handOver(
  { transport, config }: SendMailDeps,
  mail: ClaimedMail,
  write: () => MailMessage,
): Promise<MailSettlement> {
  // A worker that dies over a mail never settles it: such a mail must not be tried for ever.
  if (mail.attempts > config.maximumAttempts) return { status: 'failed', error: 'tooManyAttempts' };
  const message = written(write);
  if ('error' in message) return { status: 'failed', error: message.error };
  const result = await transport.send(message);
  if (failpoint) await failpoint('mailSent');
  if (result.kind === 'accepted') return { status: 'sent' };
  if (result.kind === 'never' || mail.attempts >= config.maximumAttempts)
    return { status: 'failed', error: result.code };
  return { status: 'planned', error: result.code, retryInSeconds: retryInSeconds(config, mail.attempts) };
}

/** Twice as long after each attempt, up to the longest wait. */
export function retryInSeconds(
  { firstRetrySeconds, longestRetrySeconds }: Pick<MailConfig, 'firstRetrySeconds' | 'longestRetrySeconds'>,
  attempts: number,
): number {
  return Math.min(firstRetrySeconds * 2 ** Math.min(attempts - 1, 30), longestRetrySeconds);
}

/** The name of an error says enough; its message might quote what a person wrote. */
function written(write: () => MailMessage): MailMessage | { error: string } {
  try {
    return write();
  } catch (error) {
    return { error: `cannot be written: ${error instanceof Error ? error.name : 'unknown'}` };
  }
}

function mailDataOf(planned: PlannedMail, rules: MailRules): MailData {
  const { recipient, decision, ...rest } = planned;
  // Decisions and conclusions were checked when they were recorded, and never change.
  return { ...rest, rules, recipient, decision: decision as MailDecision | null };
}
