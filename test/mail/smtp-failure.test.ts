import { describe, expect, test } from '@jest/globals';
import { retryInSeconds } from '../../activities/send-mail.js';
import { classifySmtpError } from '../../mail/smtp-failure.js';

describe('a failure to hand a mail over', () => {
  test.each([
    ['the recipient is unknown', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, 'never'],
    ['the sender is refused', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 553 }, 'never'],
    ['the content is refused', { code: 'EMESSAGE', command: 'DATA', responseCode: 554 }, 'never'],
    ['the address is no address', { code: 'EENVELOPE', command: 'API' }, 'never'],
    ['the mailbox is full for now', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 452 }, 'later'],
    ['the server is greylisting', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451 }, 'later'],
    ['the server is shutting down', { code: 'EPROTOCOL', command: 'CONN', responseCode: 421 }, 'later'],
    ['the server refuses everybody', { code: 'EPROTOCOL', command: 'CONN', responseCode: 554 }, 'later'],
    ['our own password is wrong', { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 }, 'later'],
    ['nothing listens there', { code: 'ESOCKET', command: 'CONN' }, 'later'],
    ['the connection is lost after DATA', { code: 'ECONNECTION', command: 'CONN' }, 'later'],
    ['it took too long', { code: 'ETIMEDOUT', command: 'CONN' }, 'later'],
    ['something else was thrown', 'a text', 'later'],
  ])('%s', (_what, error, kind) => {
    expect(classifySmtpError(error).kind).toBe(kind);
  });

  test('is named without the server’s words', () => {
    const error = Object.assign(new Error('550 <eleni@example.org> unknown'), {
      code: 'EENVELOPE',
      command: 'RCPT TO',
      responseCode: 550,
      response: '550 <eleni@example.org> unknown',
    });
    expect(classifySmtpError(error).code).toBe('EENVELOPE RCPT TO 550');
  });
});

test('the wait doubles after each attempt, up to the longest', () => {
  const config = { firstRetrySeconds: 30, longestRetrySeconds: 3600 };
  const waits = [1, 2, 3, 7, 8, 80, 100_000].map((attempts) => retryInSeconds(config, attempts));
  expect(waits).toEqual([30, 60, 120, 1920, 3600, 3600, 3600]);
});
