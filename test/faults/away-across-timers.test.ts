import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectMails } from '../journeys/support/expect-mails.js';
import { type Journey, startJourney } from '../journeys/support/journey.js';
import { inLanes } from '../support/lanes.js';
import { untilInstant } from '../support/until.js';
import { applyAndEdit, edit, expectFrozen, type LabelWindow, prepareWindow } from './support/label-window.js';
import { expectOneStory } from './support/one-story.js';
import { expectLadderClimbed, LADDERS, lapsesAt, rejectProject } from './support/revision-ladder.js';

/** Two windows for each: the second closes so much later. */
const CLOSES_IN_MS = 4_000;
const APART_MS = 500;
const VICTIMS = ['worker', 'temporal', 'postgres'] as const;

let journey: Journey;
let windows: LabelWindow[];
beforeAll(async () => {
  journey = await startJourney(LADDERS);
  windows = await inLanes(
    2,
    VICTIMS.flatMap((victim) => [victim, victim]),
    () => prepareWindow(journey),
  );
}, 90_000);
afterAll(() => journey?.close(), 60_000);

describe('given a revision that nobody makes and two windows that close', () => {
  test.each(VICTIMS)(
    'R-1.4.a, R-3.1.4 when the %s is killed and away across all rungs and deadlines, then each rung is climbed once, in order, and each edit is judged by its receipt',
    async (victim) => {
      const [early, late] = windows.splice(0, 2) as [LabelWindow, LabelWindow];
      const deadlines = await Promise.all([
        applyAndEdit(journey, early, CLOSES_IN_MS),
        applyAndEdit(journey, late, CLOSES_IN_MS + APART_MS),
      ]);
      const projectId = await rejectProject(journey);
      const lastAt = await lapsesAt(journey, projectId);

      await journey.system.kill(victim, 'SIGKILL', 'stays down');
      const meanwhile = edit(journey, early, 'received while it was away');
      for (const at of [...deadlines, lastAt]) await untilInstant(at);
      const tooLate = edit(journey, late, 'received after the deadline');
      await wait(APART_MS);
      await journey.system.restart(victim);

      const [inTime, refused] = await Promise.all([meanwhile, tooLate]);
      // Without records nothing can be received: then it is received afterwards, and comes too late.
      expect(inTime.status).toBe(victim === 'postgres' ? 409 : 200);
      expect(refused).toMatchObject({ status: 409, body: { code: 'applicationClosed', rule: 'R-3.1.4' } });
      await expectLadderClimbed(journey, projectId);
      const sides = await expectFrozen(journey, early, deadlines[0]);
      expect(sides.inTime).toHaveLength(victim === 'postgres' ? 1 : 2);
      expect(await expectFrozen(journey, late, deadlines[1])).toMatchObject({ inTime: ['edited'] });
      await expectOneStory(journey, projectId, early.projectId, late.projectId);
    },
    90_000,
  );

  test('when all of it is over, then every mail that was planned has arrived, under one Message-ID', async () => {
    await expectMails(journey);
    expect((await journey.mails()).length).toBeGreaterThan(0);
  }, 60_000);
});
