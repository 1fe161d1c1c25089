import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FaultScene, openFaultScene } from './fault-scene.js';
import type { Fault } from './kill-at.js';

/**
 * Kills each victim at its point while a decision is on its way, on one scene, and looks at the mails when all is over.
 * @param given what is known of the decision
 * @param expectMore what must also hold of the mails that arrived
 */
export function testFaults(
  given: string,
  faults: readonly Fault[],
  expectMore: (mails: Awaited<ReturnType<FaultScene['journey']['mails']>>) => void = (mails) =>
    expect(mails.length).toBeGreaterThanOrEqual(faults.length),
): void {
  let scene: FaultScene;
  beforeAll(async () => {
    scene = await openFaultScene();
  }, 60_000);
  afterAll(() => scene?.close(), 60_000);

  describe(given, () => {
    test.each(faults)(
      'when it is at %s and the %s is killed, then it is answered, kept once, and records, workflow and journal agree',
      (point, victim) => scene.killDuringDecision(point, victim),
      120_000,
    );

    test('when all of it is over, then every mail that was planned has arrived, under one Message-ID', async () => {
      await scene.expectAllMails();
      expectMore(await scene.journey.mails());
    }, 120_000);
  });
}
