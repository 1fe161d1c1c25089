import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { reconcileOnce } from '../../usecases/reconciler.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { inLanes } from '../support/lanes.js';
import { type Lifecycle, openLifecycle, type RunningWorker } from '../support/lifecycle.js';
import { untilInstant } from '../support/until.js';
import {
  AROUND,
  applyBefore,
  expectJudgedByReceipt,
  prepareRace,
  type Race,
  type Sides,
  sendEdits,
  settleEdits,
} from './support/edit-race.js';

const WINDOWS = 20;
/** From the publication of the deadlines until the first one: time to apply in, on a machine that has much else to do. */
const FIRST_CLOSES_IN_MS = 8_000;
/** The windows close one after the other, so that each race has the machine to itself. */
const APART_MS = 800;
/** Edits of one race are some four milliseconds apart. */
const SHIFTS = 4;
const PREPARED_AT_ONCE = 4;

let life: Lifecycle;
let actions: Actions;
let worker: RunningWorker;
let races: Race[];
const sides: Sides[] = [];

beforeAll(async () => {
  life = await openLifecycle('deadline_race');
  actions = actionsOf(life);
  worker = await life.startWorker();
  races = await inLanes(PREPARED_AT_ONCE, Array(WINDOWS).fill(null), () => prepareRace(life, actions));
}, 120_000);
afterAll(() => life?.close(), 60_000);

const applyInAll = (racing: readonly Race[]) =>
  Promise.all(racing.map((race, index) => applyBefore(life, actions, race, FIRST_CLOSES_IN_MS + index * APART_MS)));

const sendInAll = (racing: readonly Race[], deadlines: readonly string[]) =>
  Promise.all(racing.map((race, index) => sendEdits(life, race, deadlines[index] ?? '', index % SHIFTS)));

async function expectAllJudged(racing: readonly Race[], deadlines: readonly string[]): Promise<void> {
  await settleEdits(life, () => reconcileOnce(life.deps, 0));
  for (const [index, race] of racing.entries()) {
    sides.push(await expectJudgedByReceipt(life, race, deadlines[index] ?? ''));
  }
}

describe(`given ${(WINDOWS * AROUND) / 2} edits that come around the deadlines of ${WINDOWS / 2} windows`, () => {
  test('R-3.1.4 when these pass, then each edit is judged by its receipt, and the last one in time is frozen', async () => {
    const racing = races.slice(0, WINDOWS / 2);
    const deadlines = await applyInAll(racing);

    await sendInAll(racing, deadlines);

    await expectAllJudged(racing, deadlines);
  }, 180_000);

  test('R-3.1.4 when the worker is away while they pass, then each edit is judged by its receipt, and the last one in time is frozen', async () => {
    const racing = races.slice(WINDOWS / 2);
    const deadlines = await applyInAll(racing);
    await worker.stop();

    const sending = sendInAll(racing, deadlines);
    await untilInstant(deadlines.at(-1) ?? '', APART_MS);
    worker = await life.startWorker();
    await sending;

    await expectAllJudged(racing, deadlines);
  }, 180_000);

  test('then edits were received on both sides: races that all had won, or lost, would show nothing', () => {
    const sum = (side: keyof Sides) => sides.reduce((total, one) => total + one[side], 0);

    expect(sides).toHaveLength(WINDOWS);
    expect(sum('inTime')).toBeGreaterThan(0);
    expect(sum('late')).toBeGreaterThan(0);
  });
});
