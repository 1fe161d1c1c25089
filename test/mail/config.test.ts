import { expect, test } from '@jest/globals';
import { readMailConfig } from '../../mail/config.js';

const needed = { SMTP_URL: 'smtp://localhost:2525', PUBLIC_URL: 'https://approvals.example.org/' };

test('the settings of mail have defaults that give a mail about three days', () => {
  const config = readMailConfig({ ...needed, MAIL_FROM: 'Η ομάδα eTwinning <no-reply@etwinning.example.gr>' });

  expect(config.from).toEqual({ name: 'Η ομάδα eTwinning', address: 'no-reply@etwinning.example.gr' });
  expect(config.domain).toBe('etwinning.example.gr');
  expect(config.publicUrl).toBe('https://approvals.example.org');
  expect(config.perSecond).toBe(20);
  const hours = (config.maximumAttempts * config.longestRetrySeconds) / 3600;
  expect(hours).toBeGreaterThan(70);
});

test.each([
  ['without an address of the server', { SMTP_URL: '' }, /SMTP_URL/],
  ['with two senders', { MAIL_FROM: 'a@example.org, b@example.org' }, /MAIL_FROM/],
  ['with a sender that is no address', { MAIL_FROM: 'nobody' }, /MAIL_FROM/],
  ['with a rate of nothing', { MAIL_PER_SECOND: '0' }, /MAIL_PER_SECOND/],
  ['that let a second worker send what a first is sending', { MAIL_STALE_SECONDS: '60' }, /MAIL_STALE_SECONDS/],
])('settings %s are refused', (_what, wrong, message) => {
  expect(() => readMailConfig({ ...needed, ...wrong })).toThrow(message);
});
