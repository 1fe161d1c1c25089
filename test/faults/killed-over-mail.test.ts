import { expect } from '@jest/globals';
import { testFaults } from './support/test-faults.js';

testFaults(
  'given a decision that people are told of by mail',
  [
    ['mailClaimed', 'worker'],
    ['mailClaimed', 'postgres'],
    ['mailClaimed', 'mailbox'],
    ['mailSent', 'worker'],
    ['mailSent', 'postgres'],
    ['mailSent', 'mailbox'],
  ],
  (mails) => {
    const ids = mails.map(({ messageId }) => messageId);
    // Copies show that processes died between a mail's acceptance and its record.
    expect(ids.length).toBeGreaterThan(new Set(ids).size);
  },
);
