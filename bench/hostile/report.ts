// What hostile input does to an API, beside what nothing does to another one at the same time.
import { availableParallelism } from 'node:os';
import { percentile, rounded } from '../decisions/statistics.js';

/** How late an event loop was, in milliseconds. */
export interface LoopDelay {
  p50: number;
  p99: number;
  longest: number;
}

export interface HostileReport {
  bench: 'hostile';
  seconds: number;
  callers: number;
  /** Hostile requests that were refused, in a second. Every one of them was. */
  refusedPerSecond: number;
  attackedLoopMs: LoopDelay;
  idleLoopMs: LoopDelay;
  /** How long somebody else's harmless request took. */
  attackedAnswerMs: LoopDelay;
  idleAnswerMs: LoopDelay;
  /** What the 99th percentile of the attacked event loop's delay should not exceed. */
  targetMs: number;
  isWithinTarget: boolean;
  cores: number;
  node: string;
}

export interface HostileMeasurement {
  seconds: number;
  callers: number;
  refused: number;
  attackedLoop: LoopDelay;
  idleLoop: LoopDelay;
  attackedAnswersMs: readonly number[];
  idleAnswersMs: readonly number[];
}

const TARGET_MS = 50;

export function hostileReport(measured: HostileMeasurement): HostileReport {
  const { seconds, callers, refused, attackedLoop, idleLoop } = measured;
  return {
    bench: 'hostile',
    seconds: rounded(seconds, 1),
    callers,
    refusedPerSecond: rounded(refused / seconds, 0),
    attackedLoopMs: roundedDelay(attackedLoop),
    idleLoopMs: roundedDelay(idleLoop),
    attackedAnswerMs: delayOf(measured.attackedAnswersMs),
    idleAnswerMs: delayOf(measured.idleAnswersMs),
    targetMs: TARGET_MS,
    isWithinTarget: attackedLoop.p99 < TARGET_MS,
    cores: availableParallelism(),
    node: process.version,
  };
}

/** The lines for people. */
export function hostileLines(report: HostileReport): string {
  const { seconds, callers, refusedPerSecond, attackedLoopMs, idleLoopMs, attackedAnswerMs, idleAnswerMs } = report;
  const told = ({ p50, p99, longest }: LoopDelay) => `p50 ${p50} ms, p99 ${p99} ms, longest ${longest} ms`;
  return [
    `${refusedPerSecond} hostile requests a second of ${callers} callers for ${seconds} s, all of them refused.`,
    `Event loop, attacked: ${told(attackedLoopMs)} (target: p99 under ${report.targetMs} ms). Idle: ${told(idleLoopMs)}.`,
    `Harmless request, attacked: ${told(attackedAnswerMs)}. Idle: ${told(idleAnswerMs)}.`,
  ].join('\n');
}

function delayOf(values: readonly number[]): LoopDelay {
  const at = (share: number) => percentile(values, share);
  return roundedDelay({ p50: at(0.5), p99: at(0.99), longest: at(1) });
}

function roundedDelay({ p50, p99, longest }: LoopDelay): LoopDelay {
  return { p50: rounded(p50, 1), p99: rounded(p99, 1), longest: rounded(longest, 1) };
}
