// What recovery took, as one flat object for each process, and as a table for people.
import { availableParallelism } from 'node:os';
import { percentile, rounded } from '../decisions/statistics.js';
import type { Recovery, Victim } from './measure-recovery.js';

interface Times {
  p50: number;
  p95: number;
  longest: number;
}

export interface RecoveryReport {
  bench: 'recovery';
  process: Victim;
  kills: number;
  firstDecisionMs: Times;
  interruptedDecisionMs: Times;
  /** What the 95th percentile of `firstDecisionMs` should not exceed. */
  targetMs: number;
  isWithinTarget: boolean;
  cores: number;
  node: string;
}

const TARGETS_MS: Readonly<Record<Victim, number>> = { api: 3_000, worker: 5_000, temporal: 10_000, postgres: 8_000 };

export function recoveryReport(process: Victim, recoveries: readonly Recovery[]): RecoveryReport {
  const firstDecisionMs = timesOf(recoveries.map((each) => each.firstDecisionMs));
  const targetMs = TARGETS_MS[process];
  return {
    bench: 'recovery',
    process,
    kills: recoveries.length,
    firstDecisionMs,
    interruptedDecisionMs: timesOf(recoveries.map((each) => each.interruptedDecisionMs)),
    targetMs,
    isWithinTarget: firstDecisionMs.p95 <= targetMs,
    cores: availableParallelism(),
    node: globalThis.process.version,
  };
}

/** A line of the table for people. */
export function recoveryLine({ process, kills, firstDecisionMs, interruptedDecisionMs, targetMs }: RecoveryReport) {
  const times = ({ p50, p95, longest }: Times) => `p50 ${p50} ms, p95 ${p95} ms, longest ${longest} ms`;
  return (
    `${process.padEnd(9)} killed ${kills} times. First decision: ${times(firstDecisionMs)} (target: p95 ${targetMs} ms). ` +
    `Decision that was under way: ${times(interruptedDecisionMs)}.`
  );
}

function timesOf(values: readonly number[]): Times {
  const at = (share: number) => rounded(percentile(values, share), 0);
  return { p50: at(0.5), p95: at(0.95), longest: at(1) };
}
