import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PERIOD_MAIL_TEMPLATES, type PeriodMailTemplate } from '../../domain/period-mails.js';
import type { AnswerValues } from '../../domain/step.js';
import { LANGUAGES, type Language } from '../../domain/vocabulary.js';
import { composePeriodMail } from '../../mail/compose.js';
import type { PeriodMailData } from '../../mail/mail-data.js';
import { mailData } from './support/mail-data.js';
import { sendDueMails } from './support/mail-deps.js';
import { type MailWorld, mailWorld } from './support/mail-world.js';
import { type ScriptedSmtpServer, startSmtpServer } from './support/smtp-server.js';

const SETTINGS = { publicUrl: 'https://approvals.example.org', domain: 'example.org' };
const ABOUT = { nsoId: 'GR', periodId: 'gr-2021-2022/2022', evaluationClosesAt: '2022-10-31T22:00:00.000Z' };
const COUNTS = { received: 9, frozen: 1, inEvaluation: 3, decided: 5, overdue: 2, unclaimed: 1, undecided: 4 };

/** Facts of each template, as the rules plan them. */
const FACTS: Record<PeriodMailTemplate, AnswerValues> = {
  evaluationsAllocated: { ...ABOUT, count: 1 },
  evaluatorDigest: { ...ABOUT, count: 3, overdue: 1, nextDueAt: '2022-10-03T21:00:00.000Z' },
  periodProgress: { ...ABOUT, ...COUNTS },
  evaluationOverdue: { ...ABOUT, ...COUNTS },
  periodPublished: { ...ABOUT, received: 9, awarded: 6, refused: 3 },
};

function dataOf(template: PeriodMailTemplate, language: Language): PeriodMailData {
  const { recipient, rules } = mailData('taskOpened', language);
  const planned = { mailKey: `period/${template}`, plannedAt: '2022-09-05T06:00:00.000Z' };
  return { ...planned, template, facts: FACTS[template], recipient, rules, nsoId: 'GR', periodId: ABOUT.periodId };
}

const everyMail = PERIOD_MAIL_TEMPLATES.flatMap((template) => LANGUAGES.map((language) => ({ template, language })));

describe.each(everyMail)('$template in $language', ({ template, language }) => {
  const message = composePeriodMail(dataOf(template, language), SETTINGS);

  test('says everything it means to say, in both languages', () => {
    for (const part of [message.subject, message.text, message.html]) {
      expect(part).not.toMatch(/undefined|null|\[object|NaN|Invalid|\{|mail\./);
    }
    expect(message.text).toContain('Το μήνυμα στάλθηκε αυτόματα');
    expect(message.text).toContain('This message was sent automatically');
  });

  test('begins its subject with the action and a date, and names the period', () => {
    expect(message.subject).toMatch(/^\p{Lu}.*20\d\d.*: (Evaluation period 2022|Περίοδος αξιολόγησης 2022)$/u);
  });

  test('has one link, to the task list', () => {
    expect(message.text.match(/https?:\S+/g)).toEqual(['https://approvals.example.org/tasks']);
  });
});

test('a digest says how many wait, how many are overdue, and when the next one is due', () => {
  const { subject, text } = composePeriodMail(dataOf('evaluatorDigest', 'en'), SETTINGS);
  expect(subject).toContain('Evaluate 3 applications');
  expect(text).toContain('Waiting for you: 3');
  expect(text).toContain('Overdue: 1');
  expect(text).toContain('The next one is due by: Monday, 3 October 2022, 24:00 (Greek time)');
});

describe('given a mail of a period in the outbox', () => {
  let world: MailWorld;
  let smtp: ScriptedSmtpServer;
  beforeAll(async () => {
    [world, smtp] = await Promise.all([mailWorld('period_mails'), startSmtpServer()]);
  });
  afterAll(async () => {
    await Promise.all([world?.close(), smtp?.close()]);
  });

  async function plan(mailKey: string, to: string) {
    const about = { nso_id: 'GR', period_id: ABOUT.periodId, template: 'periodProgress' };
    const row = { mail_id: crypto.randomUUID(), mail_key: mailKey, recipient_id: to, cause: 'test' };
    const facts = JSON.stringify(FACTS.periodProgress);
    const mail = { ...row, ...about, facts, not_before: new Date(Date.now() - 1000) };
    await world.owner.insertInto('outbox').values(mail).execute();
    return world.mailRow(row.mail_id);
  }

  test('when it is due, then it reaches the administrator, and is marked as sent', async () => {
    const { mail_id: mailId } = await plan('due', world.people.administrator);

    await sendDueMails(world.worker, smtp.url);

    expect(await world.mailRow(mailId)).toMatchObject({ status: 'sent' });
    expect(smtp.received.map(({ recipients }) => recipients)).toEqual([
      [`${world.people.administrator}@canary.example.org`],
    ]);
    expect(smtp.received[0]?.mail.text).toContain('Χωρίς αξιολογητή: 1');
  });

  test('when its recipient has left the NSO since, then it is dropped', async () => {
    const { mail_id: mailId } = await plan('left', world.people.founder);

    await sendDueMails(world.worker, smtp.url);

    expect(await world.mailRow(mailId)).toMatchObject({ status: 'dropped', last_error: 'recipientNotConcerned' });
  });
});
