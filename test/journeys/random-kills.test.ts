import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Journey, startJourney } from './support/journey.js';
import { expectMails, expectSettled, expectSound } from './support/soundness.js';
import { activate } from './support/steps.js';

const LIFECYCLES = 12;
const KILLS = 8;
const SEED = Number(process.env.JOURNEY_SEED ?? Date.now() % 1_000_000);

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
}, 60_000);
afterAll(() => journey?.close(), 60_000);

test(`given kills of worker, api and PostgreSQL at random moments (JOURNEY_SEED=${SEED}), when projects go their way, then each becomes active, nothing is lost and nothing doubled`, async () => {
  const [schedule] = fc.sample(
    fc.array(fc.tuple(fc.constantFrom('worker', 'api', 'postgres'), fc.integer({ min: 100, max: 900 })), {
      minLength: KILLS,
      maxLength: KILLS,
    }),
    { seed: SEED, numRuns: 1 },
  );
  let over = false;
  const nemesis = (async () => {
    for (const [name, pauseMs] of schedule ?? []) {
      await wait(pauseMs);
      if (over) return;
      await journey.system.kill(name, 'SIGKILL').catch(() => undefined);
    }
  })();

  const projects = await Promise.all(
    Array.from({ length: LIFECYCLES }, (_, index) => activate(journey, `Project ${index}`)),
  );
  over = true;
  await nemesis;

  expect(new Set(projects).size).toBe(LIFECYCLES);
  await expectSettled(journey);
  for (const projectId of projects) await expectSound(journey, projectId);
  const decisions = await journey.owner.selectFrom('decisions').select(['task_id', 'outcome']).execute();
  expect(decisions).toHaveLength(LIFECYCLES * 3);
  const active = await journey.owner.selectFrom('projects').select('status').where('status', '=', 'active').execute();
  expect(active).toHaveLength(LIFECYCLES);
  await expectMails(journey);
}, 180_000);
