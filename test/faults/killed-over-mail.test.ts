import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Fault, type FaultScene, openFaultScene } from './support/fault-scene.js';

const FAULTS: readonly Fault[] = [
  ['mailClaimed', 'worker'],
  ['mailClaimed', 'postgres'],
  ['mailClaimed', 'mailbox'],
  ['mailSent', 'worker'],
  ['mailSent', 'postgres'],
  ['mailSent', 'mailbox'],
];

let scene: FaultScene;
beforeAll(async () => {
  scene = await openFaultScene();
}, 60_000);
afterAll(() => scene?.close(), 60_000);

describe('given a decision that people are told of by mail', () => {
  test.each(FAULTS)(
    'when it is at %s and the %s is killed, then it is answered, kept once, and records, workflow and journal agree',
    (point, victim) => scene.killDuringDecision(point, victim),
    120_000,
  );

  test('when all of it is over, then every mail that was planned has arrived, under one Message-ID', async () => {
    await scene.expectAllMails();
    const ids = (await scene.journey.mails()).map(({ messageId }) => messageId);
    // Copies show that processes died between a mail's acceptance and its record.
    expect(ids.length).toBeGreaterThan(new Set(ids).size);
  }, 120_000);
});
