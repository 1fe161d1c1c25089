import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sendMail } from '../../activities/send-mail.js';
import type { MailConfig } from '../../mail/config.js';
import { claimDueMails } from '../../records/outbox.js';
import { mailDeps, sendDueMails } from './support/mail-deps.js';
import { type MailWorld, mailWorld, REASON, TITLE } from './support/mail-world.js';
import { type ReceivedMail, type ScriptedSmtpServer, startSmtpServer } from './support/smtp-server.js';

let world: MailWorld;
let smtp: ScriptedSmtpServer;

beforeAll(async () => {
  [world, smtp] = await Promise.all([mailWorld('send_mail'), startSmtpServer()]);
});
afterAll(async () => {
  await Promise.all([world?.close(), smtp?.close()]);
});
beforeEach(async () => {
  smtp.received.length = 0;
  smtp.script.length = 0;
  await world.owner.deleteFrom('outbox').execute();
});

const receipt = () => world.plan({ template: 'projectSubmitted', to: world.people.founder });

function onlyReceived(): ReceivedMail {
  const [received, ...more] = smtp.received;
  if (!received || more.length > 0) throw new Error(`${smtp.received.length} mails came instead of one`);
  return received;
}

const sendDue = (changes: Partial<MailConfig> = {}) => sendDueMails(world.worker, smtp.url, changes);

describe('a mail that is due', () => {
  test('reaches its recipient over SMTP, in text and HTML, and is marked as sent', async () => {
    const mailId = await receipt();

    await sendDue();

    const { mail, recipients, raw } = onlyReceived();
    const row = await world.mailRow(mailId);
    expect(row).toMatchObject({ status: 'sent', attempts: 1, last_error: null, sent_at: expect.any(Date) });
    expect(recipients).toEqual([`${world.people.founder}@canary.example.org`]);
    expect(mail.subject).toBe(`Παραλήφθηκε, Δευ 8 Νοε 2021: «${TITLE}»`);
    expect(mail.text).toContain('Παραλάβαμε το έργο σας.');
    expect(mail.html).toContain('Παραλάβαμε το έργο σας.');
    expect(mail.messageId).toBe(`<${createHash('sha256').update(row.mail_key).digest('hex')}@example.org>`);
    expect(mail.references).toBe(`<project.${world.projectId}@example.org>`);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.from?.text).toContain('mail@example.org');
    expect(raw.split('\r\n').every((line) => line.length <= 998)).toBe(true);
  });

  test('speaks the language of each recipient', async () => {
    await world.plan({ template: 'projectWithdrawn', to: world.people.founder });
    await world.plan({ template: 'projectWithdrawn', to: world.people.partner });

    await sendDue();

    expect(smtp.received.map(({ mail }) => mail.subject?.split(/,| on/)[0]).sort()).toEqual([
      'Withdrawn',
      'Αποσύρθηκε',
    ]);
  });

  test('tells what was decided, read when it is sent', async () => {
    await decide('reject', { outcome: 'reject', reason: REASON });
    await world.plan({ template: 'projectRejected', to: world.people.partner, taskId: world.taskId });

    await sendDue();

    const { text } = onlyReceived().mail;
    expect(text).toContain(REASON);
    expect(text).toContain('Decision of: National Support Organisation: Greece');
    await world.owner.deleteFrom('decisions').execute();
  });

  test('waits for its time', async () => {
    const mailId = await world.plan({
      template: 'projectSubmitted',
      to: world.people.founder,
      notBefore: new Date(Date.now() + 60_000),
    });

    expect(await sendDue()).toEqual([]);

    expect((await world.mailRow(mailId)).status).toBe('planned');
  });
});

describe('a server that fails', () => {
  test.each([
    ['is busy with 421 at the greeting', { at: 'connect', code: 421 } as const],
    ['puts the recipient off with 451', { at: 'recipient', code: 451 } as const],
    ['puts the message off with 452', { at: 'data', code: 452 } as const],
    ['refuses everybody with 554 at the greeting', { at: 'connect', code: 554 } as const],
  ])('and %s gets the mail later', async (_what, fault) => {
    const mailId = await receipt();
    smtp.script.push(fault);

    await sendDue();

    const put = await world.mailRow(mailId);
    expect(put).toMatchObject({ status: 'planned', attempts: 1, last_error: expect.stringContaining(`${fault.code}`) });
    await sendDue();
    expect(await world.mailRow(mailId)).toMatchObject({ status: 'sent', attempts: 2, last_error: null });
  });

  test('makes the mail wait before the next attempt', async () => {
    const mailId = await receipt();
    smtp.script.push({ at: 'connect', code: 421 });

    await sendDue({ firstRetrySeconds: 600 });

    const { not_before } = await world.mailRow(mailId);
    expect(not_before.getTime() - Date.now()).toBeGreaterThan(590_000);
    expect(await sendDue()).toEqual([]);
  });

  test('for good with 550 is not asked again', async () => {
    const mailId = await receipt();
    smtp.script.push({ at: 'recipient', code: 550 });

    await sendDue();

    const row = await world.mailRow(mailId);
    expect(row).toMatchObject({ status: 'failed', attempts: 1, last_error: 'EENVELOPE RCPT TO 550' });
    expect(JSON.stringify(row)).not.toContain('canary');
    expect(await sendDue()).toEqual([]);
  });

  test('by vanishing between DATA and its answer gets a copy with the same Message-ID and the same body', async () => {
    const mailId = await receipt();
    smtp.script.push('closesAfterData');

    await sendDue();
    expect(await world.mailRow(mailId)).toMatchObject({ status: 'planned' });
    await sendDue();

    expect(await world.mailRow(mailId)).toMatchObject({ status: 'sent', attempts: 2 });
    const [first, second, ...more] = smtp.received;
    expect(more).toEqual([]);
    expect(second?.mail.messageId).toBe(first?.mail.messageId);
    expect(second?.raw).toBe(first?.raw);
  });

  test('by never answering is left, and gets the mail later', async () => {
    const mailId = await receipt();
    smtp.script.push('neverAnswers');

    await sendDue({ socketTimeoutMs: 20_000, sendTimeoutMs: 300 });

    expect(await world.mailRow(mailId)).toMatchObject({ status: 'planned', last_error: 'EABORT' });
  });

  test('by not being there gets the mail later', async () => {
    const mailId = await receipt();
    const deps = mailDeps(world.worker, 'smtp://127.0.0.1:9', { firstRetrySeconds: 0 });
    const mails = await claimDueMails(world.worker, { limit: 10, staleSeconds: 300 });

    await Promise.all(mails.map((mail) => sendMail(deps, mail)));

    expect(await world.mailRow(mailId)).toMatchObject({ status: 'planned', last_error: 'ESOCKET CONN' });
  });

  test('too often makes the mail fail, for an administrator to see', async () => {
    const mailId = await receipt();
    smtp.script.push({ at: 'connect', code: 421 }, { at: 'connect', code: 421 });

    await sendDue({ maximumAttempts: 2 });
    await sendDue({ maximumAttempts: 2 });

    expect(await world.mailRow(mailId)).toMatchObject({ status: 'failed', attempts: 2 });
    expect(smtp.received).toEqual([]);
  });
});

test('a mail that cannot be written fails, and stops nothing else', async () => {
  const broken = await world.plan({ template: 'labelDecided', to: world.people.founder });
  const unknown = await world.plan({ template: 'noSuchTemplate' as 'labelDecided', to: world.people.founder });
  const good = await receipt();

  await sendDue();

  expect(await world.mailRow(broken)).toMatchObject({ status: 'failed', last_error: 'cannot be written: Error' });
  expect(await world.mailRow(unknown)).toMatchObject({ status: 'failed', last_error: 'cannot be written: TypeError' });
  expect((await world.mailRow(good)).status).toBe('sent');
});

async function decide(outcome: 'approve' | 'reject', content: object) {
  await world.owner
    .insertInto('decisions')
    .values({
      decision_id: randomUUID(),
      project_id: world.projectId,
      task_id: world.taskId,
      kind: 'nsoApproval',
      outcome,
      decided_by: world.people.evaluator,
      decided_at: '2021-11-20T12:00:00.000Z',
      content: JSON.stringify(content),
      cause: 'test',
    })
    .execute();
}
