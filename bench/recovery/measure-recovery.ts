// Kills one process again and again, and takes the time until decisions are made again.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Journey } from '../../test/journeys/support/journey.js';
import { submit, taskId } from '../../test/journeys/support/steps.js';
import { until } from '../../test/journeys/support/until.js';
import { COUNCIL_APPROVES } from '../../test/support/contents.js';

export const VICTIMS = ['api', 'worker', 'temporal', 'postgres'] as const;
export type Victim = (typeof VICTIMS)[number];

/** What one kill cost, each from the kill until the answer was there. */
export interface Recovery {
  /** A decision that was sent right after the kill. */
  firstDecisionMs: number;
  /** One that was on its way when the process died. */
  interruptedDecisionMs: number;
}

const ASK_AGAIN_MS = 20;
const ANSWERED_WITHIN_MS = 60_000;
/** A decision takes some milliseconds: the kill comes at any of them. */
const LONGEST_LEAD_MS = 20;

/** One kill, of a system that is at rest. */
export async function recoverFrom(journey: Journey, victim: Victim): Promise<Recovery> {
  const { system } = journey;
  const [underWay, afterwards] = [await waitingTask(journey), await waitingTask(journey)];
  const before = await until(`the ${victim} runs`, async () => system.pids()[victim]);
  const leadMs = Math.random() * LONGEST_LEAD_MS;

  const interrupted = decided(journey, underWay);
  await wait(leadMs);
  const killedAt = performance.now();
  await system.kill(victim, 'SIGKILL');
  const first = decided(journey, afterwards);
  const [firstAt, interruptedAt] = await Promise.all([first, interrupted]);

  await until(`another ${victim} runs`, async () => ![before, undefined].includes(system.pids()[victim]));
  return { firstDecisionMs: firstAt - killedAt, interruptedDecisionMs: Math.max(0, interruptedAt - killedAt) };
}

async function waitingTask(journey: Journey): Promise<string> {
  return taskId(journey, await submit(journey), 'councilApproval', 'GR');
}

/** Asks under one key until the decision is made, as a good program does. @returns when it was */
async function decided(journey: Journey, task: string): Promise<number> {
  const key = randomUUID();
  const giveUpAt = performance.now() + ANSWERED_WITHIN_MS;
  while (performance.now() < giveUpAt) {
    const answer = await journey.ask('athensHead', 'POST', `/api/tasks/${task}/decide`, COUNCIL_APPROVES, key);
    if (answer?.status === 200) return performance.now();
    await wait(ASK_AGAIN_MS);
  }
  throw new Error(`no decision within ${ANSWERED_WITHIN_MS / 1000} s`);
}
