import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectMails } from './support/expect-mails.js';
import { type Journey, startJourney } from './support/journey.js';
import { expectKept, expectSettled, expectSound } from './support/soundness.js';
import { approveAll, sameKeyTwice, submit } from './support/steps.js';
import { until } from './support/until.js';

const LIFECYCLES = 20;
const VICTIMS = [
  ...Array(4).fill('worker'),
  ...Array(3).fill('api'),
  ...Array(3).fill('postgres'),
  ...Array(2).fill('temporal'),
] as string[];
const LONGEST_PAUSE_MS = 900;
/** Lifecycles begin one after the other for as long as there are kills. */
const LAST_START_MS = (VICTIMS.length * LONGEST_PAUSE_MS) / 2;
/** Whoever repeats a failure gives the seed that the failed test's name shows. */
const SEED = Number(process.env.JOURNEY_SEED ?? Date.now() % 1_000_000);

const PLAN = fc.record({
  kills: fc.shuffledSubarray(VICTIMS, { minLength: VICTIMS.length }),
  pausesMs: exactly(VICTIMS.length, fc.integer({ min: 100, max: LONGEST_PAUSE_MS })),
  startsMs: exactly(LIFECYCLES, fc.integer({ min: 0, max: LAST_START_MS })),
});

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney();
}, 60_000);
afterAll(() => journey?.close(), 60_000);

test(`given kills of worker, api and PostgreSQL at random moments (JOURNEY_SEED=${SEED}), when projects go their way, then each becomes active, nothing is lost and nothing doubled`, async () => {
  const [plan] = fc.sample(PLAN, { seed: SEED, numRuns: 1 });
  if (!plan) throw new Error('no plan');

  const [killed, ...projectIds] = await Promise.all([
    killOneAfterAnother(plan.kills, plan.pausesMs),
    ...plan.startsMs.map((startMs, index) => liveOn(startMs, `Project ${index}`)),
  ]);

  expect(killed).toBe(VICTIMS.length);
  await expectSettled(journey);
  await expectSound(journey, ...projectIds);
  await expectKept(journey);
  const active = await journey.owner
    .selectFrom('projects')
    .select('project_id')
    .where('status', '=', 'active')
    .execute();
  expect(active.map(({ project_id }) => project_id).sort()).toEqual([...projectIds].sort());
  const decisions = await journey.owner.selectFrom('decisions').select('outcome').execute();
  expect(decisions).toHaveLength(LIFECYCLES * 3);
  await expectMails(journey);
}, 180_000);

/** @returns how many processes died of it: each was running when it was killed. */
async function killOneAfterAnother(names: readonly string[], pausesMs: readonly number[]): Promise<number> {
  let killed = 0;
  for (const [index, name] of names.entries()) {
    await wait(pausesMs[index]);
    const pid = await until(`the ${name} runs again`, async () => journey.system.pids()[name]);
    await journey.system.kill(name, 'SIGKILL');
    if (journey.system.pids()[name] !== pid) killed += 1;
  }
  return killed;
}

async function liveOn(startMs: number, title: string): Promise<string> {
  await wait(startMs);
  const projectId = await submit(journey, { title });
  await approveAll(journey, projectId, sameKeyTwice);
  return projectId;
}

function exactly<T>(length: number, of: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(of, { minLength: length, maxLength: length });
}
