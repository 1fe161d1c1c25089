// One deadline, one process that is killed while the deadline's drain is at a named point, and what must hold afterwards.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectMails } from '../../journeys/support/expect-mails.js';
import { type Journey, startJourney } from '../../journeys/support/journey.js';
import { until } from '../../journeys/support/until.js';
import { inLanes } from '../../support/lanes.js';
import { type Fault, killAt } from './kill-at.js';
import { applyAndEdit, edit, expectFrozen, type LabelWindow, prepareWindow } from './label-window.js';
import { expectOneStory } from './one-story.js';

/** Enough to apply and to edit twice, on a machine that has much else to do. */
const CLOSES_IN_MS = 3_000;
const PREPARED_AT_ONCE = 2;

/** Kills each victim at its point of a drain, on one system, and looks at the mails when all is over. */
export function testDrainFaults(faults: readonly Fault[]): void {
  let journey: Journey;
  let windows: LabelWindow[];
  beforeAll(async () => {
    journey = await startJourney();
    windows = await inLanes(PREPARED_AT_ONCE, faults, () => prepareWindow(journey));
  }, 90_000);
  afterAll(() => journey?.close(), 60_000);

  describe('given a deadline whose drain has an edit to decide of which no workflow was told', () => {
    test.each(faults)(
      'R-3.1.4 when it is at %s and the %s is killed, then that edit is frozen, each edit is kept once, and a late one is refused',
      async (...fault) => {
        const window = windows.pop() as LabelWindow;
        await killDuringDrain(journey, window, fault);
        await expectOneStory(journey, window.projectId);
      },
      60_000,
    );

    test('when all of it is over, then every mail that was planned has arrived, under one Message-ID', async () => {
      await expectMails(journey);
      expect((await journey.mails()).length).toBeGreaterThanOrEqual(faults.length);
    }, 60_000);
  });
}

async function killDuringDrain(journey: Journey, window: LabelWindow, fault: Fault): Promise<void> {
  const { projectId, applicationId } = window;
  const closesAt = await applyAndEdit(journey, window, CLOSES_IN_MS);
  // The api has taken it in, and tells nobody until it is let go.
  const held = await journey.arm('intakeCommitted', 'pause', projectId);
  const last = edit(journey, window, 'received last');
  await until('the edit is taken in', held.isReached);

  await killAt(journey, fault, `${projectId} ${fault[0] === 'stepCommitted' ? `${applicationId}/close/` : ''}`);
  const late = edit(journey, window, 'too late');
  await held.release();

  expect(await last).toMatchObject({ status: 200, body: { kind: 'applied', outcome: 'edited' } });
  expect(await late).toMatchObject({ status: 409, body: { code: 'applicationClosed', rule: 'R-3.1.4' } });
  const sides = await expectFrozen(journey, window, closesAt);
  expect(sides).toEqual({ inTime: ['edited', 'received last'], late: ['too late'] });
}
