// One concurrency, measured: rounds of every way in turn, so that the machine's moods hit all alike.
import type { System } from '../../local/system.js';
import type { Records } from '../../records/database.js';
import { ClosedLoop, type RoundCount, type RoundTimes } from './closed-loop.js';
import { databaseSize } from './database-size.js';
import { millisecondsPerDecision, type ProcessorTime, processorTime } from './processor-time.js';
import { percentile } from './statistics.js';
import type { Way, WayName } from './way.js';
import { SLOT_MS, type Windows } from './windows.js';

/** What a way did in a round. */
export interface Round extends RoundCount {
  processorMsPerDecision: Record<string, number> | null;
  databaseBytes: number;
  walBytes: number;
}

export interface Measured {
  concurrency: number;
  /** How long a label window stayed open. */
  windowMs: number;
  /** By way: its rounds, in the order of time. */
  rounds: Record<WayName, Round[]>;
}

export interface MeasureOptions {
  concurrency: number;
  /** Of measured time, for each way. */
  seconds: number;
  owner: Records;
  system: System;
  windows: Windows;
  signal: AbortSignal;
  tell: (line: string) => void;
}

const ROUND_MS = 6_000;
/** Long enough for the first lifecycles of processes that have just started, and longer the more users share them. */
const WARM_UP_WINDOW_MS = 6_000;
const WARM_UP_WINDOW_MS_PER_USER = 400;
const WARM_UP: RoundTimes = { leadInMs: 3_000, measuredMs: 1_000 };
const SHORTEST_WINDOW_MS = 1_000;
const LONGEST_WINDOW_MS = 40_000;
/** A user may be in the middle of a lifecycle when the time is up. */
const SLACK_MS = 10_000;

/** Warms up, sets the windows by how long a project took then, and measures. */
export async function measure(ways: readonly Way[], options: MeasureOptions): Promise<Measured> {
  const { concurrency, seconds, windows, tell } = options;
  windows.openForMs = WARM_UP_WINDOW_MS + concurrency * WARM_UP_WINDOW_MS_PER_USER;
  const advancesMs: number[] = [];
  for (const way of ways) advancesMs.push(...(await measureRound(way, WARM_UP, options)).advancesMs);
  const wished = Math.ceil((percentile(advancesMs, 0.95) * 2) / SLOT_MS) * SLOT_MS;
  windows.openForMs = Math.min(Math.max(wished, SHORTEST_WINDOW_MS), LONGEST_WINDOW_MS);

  const count = Math.max(1, Math.round((seconds * 1000) / ROUND_MS));
  // From the end of the lead-in on, as many windows close as projects begin.
  const times: RoundTimes = { leadInMs: windows.openForMs + 2 * SLOT_MS, measuredMs: (seconds * 1000) / count };
  const rounds: Measured['rounds'] = { http: [], worker: [], bare: [] };
  for (let index = 0; index < count; index += 1) {
    // Each way comes first, second and last in turn.
    const turn = ways.map((_, place) => ways[(place + index) % ways.length] as Way);
    for (const way of turn) {
      const round = await measureRound(way, times, options);
      rounds[way.name].push(round);
      const perSecond = (round.latenciesMs.length / round.seconds).toFixed(1);
      tell(`C = ${concurrency}, round ${index + 1} of ${count}, ${way.name}: ${perSecond} decisions/s`);
    }
  }
  return { concurrency, windowMs: windows.openForMs, rounds };
}

async function measureRound(way: Way, times: RoundTimes, options: MeasureOptions): Promise<Round> {
  const { concurrency, owner, system, signal } = options;
  await way.prepareRound(Date.now() + times.leadInMs + times.measuredMs + SLACK_MS);
  const before = await databaseSize(owner);
  const looks: Promise<ProcessorTime | null>[] = [];
  const loop = new ClosedLoop(way, times, signal);
  const counted = await loop.run(concurrency, () => looks.push(processorTime(system.pids())));
  await way.settleRound();
  const after = await databaseSize(owner);
  const [begins, ends] = await Promise.all(looks);
  return {
    ...counted,
    processorMsPerDecision: begins && ends ? millisecondsPerDecision(begins, ends, counted.latenciesMs.length) : null,
    databaseBytes: after.bytes - before.bytes,
    walBytes: after.walBytes - before.walBytes,
  };
}
