import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectMails } from '../journeys/support/expect-mails.js';
import { type Journey, startJourney } from '../journeys/support/journey.js';
import { killAt } from './support/kill-at.js';
import { expectOneStory } from './support/one-story.js';
import { expectLadderClimbed, LADDERS, rejectProject } from './support/revision-ladder.js';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney(LADDERS);
}, 60_000);
afterAll(() => journey?.close(), 60_000);

describe('given a revision that nobody makes', () => {
  test.each([
    ['reminder-1', 'stepBegun', 'temporal'],
    ['reminder-1', 'stepCommitted', 'postgres'],
    ['escalation-1', 'stepBegun', 'worker'],
    ['escalation-1', 'stepCommitted', 'worker'],
    ['lapse', 'stepBegun', 'postgres'],
    ['lapse', 'stepCommitted', 'temporal'],
  ] as const)(
    'R-1.4.a when its %s is at %s and the %s is killed, then each rung is climbed once, in order, and told',
    async (rung, point, victim) => {
      let killed: Promise<void> | undefined;
      const projectId = await rejectProject(journey, async (id) => {
        killed = killAt(journey, [point, victim], `${id} /${rung}`);
      });
      await killed;

      await expectLadderClimbed(journey, projectId);
      await expectOneStory(journey, projectId);
    },
    60_000,
  );

  test('when all of it is over, then every mail that was planned has arrived, under one Message-ID', async () => {
    await expectMails(journey);
    expect((await journey.mails()).length).toBeGreaterThan(0);
  }, 60_000);
});
