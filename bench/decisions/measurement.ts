// One concurrency, measured: rounds of every way in turn, so that the machine's moods hit all alike.
import type { System } from '../../local/system.js';
import type { Records } from '../../records/database.js';
import { type RoundCount, type RoundTimes, runRound } from './closed-loop.js';
import { databaseSize } from './database-size.js';
import { millisecondsPerDecision, type ProcessorTime, processorTime } from './processor-time.js';
import type { Way, WayName } from './way.js';
import { WINDOW_MS } from './windows.js';

/** What a way did in a round. */
export interface Round extends RoundCount {
  processorMsPerDecision: Record<string, number> | null;
  databaseBytes: number;
  walBytes: number;
}

export interface Measured {
  concurrency: number;
  /** By way: its rounds, in the order of time. */
  rounds: Record<WayName, Round[]>;
}

export interface MeasureOptions {
  concurrency: number;
  /** Of measured time, for each way. */
  seconds: number;
  owner: Records;
  system: System;
  tell: (line: string) => void;
}

/** As long as it takes until as many applications fall due as are begun. */
const LEAD_IN_MS = WINDOW_MS + 1_500;
const ROUND_MS = 6_000;
/** A user may be in the middle of a lifecycle when the time is up. */
const SLACK_MS = 5_000;

export async function measure(ways: readonly Way[], options: MeasureOptions): Promise<Measured> {
  const { concurrency, seconds, tell } = options;
  const count = Math.max(1, Math.round((seconds * 1000) / ROUND_MS));
  const times: RoundTimes = { leadInMs: LEAD_IN_MS, measuredMs: (seconds * 1000) / count };
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
  return { concurrency, rounds };
}

async function measureRound(
  way: Way,
  times: RoundTimes,
  { concurrency, owner, system }: MeasureOptions,
): Promise<Round> {
  await way.prepareRound(Date.now() + times.leadInMs + times.measuredMs + SLACK_MS);
  const before = await databaseSize(owner);
  const looks: Promise<ProcessorTime | null>[] = [];
  const counted = await runRound(way, concurrency, times, () => looks.push(processorTime(system.pids())));
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
