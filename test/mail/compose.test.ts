import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAIL_TEMPLATES } from '../../domain/consequence.js';
import { LANGUAGES } from '../../domain/vocabulary.js';
import { compose } from '../../mail/compose.js';
import { mailData, PROJECT_ID, TASK_ID } from './support/mail-data.js';

const SETTINGS = { publicUrl: 'https://approvals.example.org', domain: 'example.org' };
const everyMail = MAIL_TEMPLATES.flatMap((template) => LANGUAGES.map((language) => ({ template, language })));

describe.each(everyMail)('$template in $language', ({ template, language }) => {
  const message = compose(mailData(template, language), SETTINGS);

  test('says everything it means to say', () => {
    for (const part of [message.subject, message.text, message.html]) {
      expect(part).not.toMatch(/undefined|null|\[object|NaN|Invalid/);
    }
    expect(message.html).toContain(`<html lang="${language}">`);
    expect(message.subject).toContain('Seas of stories');
  });

  test('begins its subject with the action and a date', () => {
    expect(message.subject.slice(0, message.subject.indexOf('Seas of stories'))).toMatch(/^\p{Lu}.*20\d\d/u);
  });

  test('speaks the recipient’s language first and the other one below a rule', () => {
    const [first = '', second = ''] = message.text.split('-'.repeat(40));
    const [greek, english] = language === 'el' ? [first, second] : [second, first];
    expect(greek).toContain('Το μήνυμα στάλθηκε αυτόματα');
    expect(english).toContain('This message was sent automatically');
  });

  test('has one link, to a page that only shows, and loads nothing', () => {
    const page = message.text.includes('/tasks/') ? `tasks/${TASK_ID}` : `projects/${PROJECT_ID}`;
    expect(message.text.match(/https?:\S+/g)).toEqual([`https://approvals.example.org/${page}`]);
    expect(message.html.match(/https?:[^"<\s]+/g)).toEqual([`https://approvals.example.org/${page}`]);
    expect(message.html).not.toMatch(/<(img|link|script|style)|src=/);
  });

  test('is small, and the same again from the same data', () => {
    expect(Buffer.byteLength(message.html) + Buffer.byteLength(message.text)).toBeLessThan(20_000);
    expect(compose(mailData(template, language), SETTINGS)).toEqual(message);
  });

  test('has nobody’s name in its subject', () => {
    expect(message.subject).not.toMatch(/Ελένη|eleni/);
  });
});

describe('what a mail says', () => {
  test('a rejection gives the reason word for word, once, in both parts', () => {
    const message = compose(mailData('councilRejected', 'el'), SETTINGS);
    expect(message.text.match(/Το τμήμα έχει ήδη δύο προγράμματα\./g)).toHaveLength(1);
    expect(message.html.match(/Το τμήμα έχει ήδη δύο προγράμματα\./g)).toHaveLength(1);
    expect(message.text).toContain('Πέμπτη 18 Νοεμβρίου 2021');
    expect(message.text).toContain('R-1.4.a.2');
  });

  test('a late application hears when it came, what the deadline was, the rule and the next period', () => {
    const { text } = compose(mailData('labelRolledOver', 'en'), SETTINGS);
    expect(text).toContain('Received: Sunday, 21 August 2022, 00:00 (Greek time)');
    expect(text).toContain('The deadline was: Saturday, 20 August 2022, 24:00 (Greek time)');
    expect(text).toContain('R-3.1.5');
    expect(text).toContain('Next evaluation period: Evaluation period 2023');
    expect(text).toContain('Next deadline: not published yet');
  });

  test('a refusal shows points, what was not met, feedback and comments', () => {
    const { text } = compose(mailData('labelDecided', 'en'), SETTINGS);
    expect(text).toContain('Points: 14 of 25; needed: 15');
    expect(text).toContain('Not met: Data protection, copyright and eSafety: 1, at least 2 needed');
    expect(text).toContain('Please document the results.');
    expect(text).toContain('Final product is missing.');
  });

  test('an approval that waits for another NSO says for which', () => {
    expect(compose(mailData('nsoApproved', 'en'), SETTINGS).text).toContain(
      'Still to decide: National Support Organisation: France',
    );
  });

  test('a reader in another zone is told his or her own time second', () => {
    const recipient = { name: 'Claire', address: 'claire@example.org', language: 'en' as const, nsoId: 'FR' };
    expect(compose(mailData('labelFrozen', 'en', { recipient }), SETTINGS).text).toContain(
      'The deadline was: Saturday, 20 August 2022, 24:00 (Greek time); for you: Saturday, 20 August 2022, 23:00 (French time)',
    );
  });

  test('a task’s due date is in the time of its NSO', () => {
    const data = mailData('taskOpened', 'en');
    const recipient = { ...data.recipient, nsoId: 'FR' };
    const task = data.task && { ...data.task, nsoId: 'FR', dueAt: '2021-12-03T23:00:00.000Z' };
    const message = compose({ ...data, recipient, task }, SETTINGS);
    expect(message.text).toContain('Due by: Friday, 3 December 2021, 24:00 (French time)\n');
    expect(message.subject).toContain('by Fri, 3 Dec 2021');
  });

  test('instants are told in programme time', () => {
    const data = mailData('projectSubmitted', 'en');
    const programmeClock = { programmeAt: '2022-05-02T06:00:00.000Z', realAt: '2021-11-08T09:00:00.000Z', ratio: 60 };
    const message = compose({ ...data, rules: { ...data.rules, programmeClock } }, SETTINGS);
    expect(message.text).toContain('Received: Tuesday, 3 May 2022, 00:00 (Greek time)');
  });
});

describe('what people wrote', () => {
  test('cannot become HTML', () => {
    const data = mailData('projectRejected', 'en');
    const title = '<img src=x onerror=alert(1)> & "Seas of stories"';
    const message = compose({ ...data, project: { ...data.project, title } }, SETTINGS);
    expect(message.html).not.toContain('<img');
    expect(message.html).toContain('&lt;img');
    expect(message.subject).toContain(title);
  });

  test('cannot break out of the subject or the name, whatever it is', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 400 });
    const nasty = fc.constantFrom(
      '\r\nBcc: all@example.org',
      '\n',
      '\u2028',
      '\u202e',
      '\u0000',
      '\u0085',
      'x'.repeat(500),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(anything, nasty)), fc.constantFrom(...MAIL_TEMPLATES), (parts, template) => {
        const hostile = parts.join('');
        const data = mailData(template, 'el');
        const message = compose(
          { ...data, project: { ...data.project, title: hostile }, recipient: { ...data.recipient, name: hostile } },
          SETTINGS,
        );
        for (const line of [message.subject, message.to.name]) {
          expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
          expect([...line].length).toBeLessThanOrEqual(200);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('the message id is made of the mail’s key alone, and the thread of the project', () => {
  const one = compose(mailData('labelFrozen', 'el'), SETTINGS);
  const other = compose(mailData('labelFrozen', 'en'), SETTINGS);
  expect(one.messageId).toMatch(/^<[0-9a-f]{64}@example\.org>$/);
  expect(other.messageId).toBe(one.messageId);
  expect(compose(mailData('labelFrozen', 'el', { mailKey: 'another' }), SETTINGS).messageId).not.toBe(one.messageId);
  expect(one.threadId).toBe(`<project.${PROJECT_ID}@example.org>`);
});
