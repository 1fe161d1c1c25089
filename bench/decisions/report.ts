// What was measured, as one flat object for each concurrency, and as a table for people.
import { availableParallelism } from 'node:os';
import type { HistoryCost } from './history-cost.js';
import type { Measured, Round } from './measurement.js';
import { percentile, rounded } from './statistics.js';
import type { WayName } from './way.js';

export interface WayReport {
  lifecyclesPerSecond: number;
  decisionsPerSecond: number;
  decisionMs: { p50: number; p95: number; p99: number };
  /** Milliseconds of processor time for a decision, by process; null where the machine does not tell. */
  processorMsPerDecision: Record<string, number> | null;
}

export interface Report extends WayReport {
  bench: 'decisions';
  concurrency: number;
  ratioToBare: number | null;
  workerRatioToBare: number | null;
  /** The same for each alternation: how much the machine swayed. */
  ratiosToBare: number[];
  workerRatiosToBare: number[];
  worker: WayReport | null;
  bare: WayReport | null;
  historyEventsPerLifecycle: number | null;
  historyBytesPerLifecycle: number | null;
  historyEvents: { perDecision: number; perRung: number; fixed: number; decisions: number; rungs: number } | null;
  postgresBytesPerLifecycle: number | null;
  walBytesPerLifecycle: number | null;
  startSeconds: number | null;
  measuredSeconds: number;
  /** How long a label window stayed open, and how many applications came after theirs had closed. */
  windowMs: number;
  lateApplications: number;
  cores: number;
  node: string;
}

export function reportOf(
  { concurrency, windowMs, rounds }: Measured,
  { history, startSeconds }: { history: HistoryCost | null; startSeconds: number | null },
): Report {
  const ratios = (of: WayName) => {
    return rounds[of].flatMap((round, index) => {
      const bare = rounds.bare[index];
      return bare ? [rounded(perSecond([round]) / perSecond([bare]))] : [];
    });
  };
  const ratio = (of: WayName) =>
    rounds[of].length && rounds.bare.length ? rounded(perSecond(rounds[of]) / perSecond(rounds.bare), 3) : null;
  const none = { lifecyclesPerSecond: 0, decisionsPerSecond: 0, decisionMs: { p50: 0, p95: 0, p99: 0 } };
  const http = wayReport(rounds.http) ?? { ...none, processorMsPerDecision: null };
  const lifecycles = rounds.http.reduce((sum, round) => sum + round.finished.length, 0);
  const perLifecycle = (of: (round: Round) => number) =>
    lifecycles === 0 ? null : Math.round(rounds.http.reduce((sum, round) => sum + of(round), 0) / lifecycles);
  return {
    bench: 'decisions',
    concurrency,
    ...http,
    ratioToBare: ratio('http'),
    workerRatioToBare: ratio('worker'),
    ratiosToBare: ratios('http'),
    workerRatiosToBare: ratios('worker'),
    worker: wayReport(rounds.worker),
    bare: wayReport(rounds.bare),
    historyEventsPerLifecycle: history?.events ?? null,
    historyBytesPerLifecycle: history?.bytes ?? null,
    historyEvents: history && {
      perDecision: history.eventsPerDecision,
      perRung: history.eventsPerRung,
      fixed: history.fixedEvents,
      decisions: history.decisions,
      rungs: history.rungs,
    },
    postgresBytesPerLifecycle: perLifecycle((round) => round.databaseBytes),
    walBytesPerLifecycle: perLifecycle((round) => round.walBytes),
    startSeconds: startSeconds === null ? null : rounded(startSeconds),
    measuredSeconds: rounded(rounds.http.reduce((sum, round) => sum + round.seconds, 0)),
    windowMs,
    lateApplications: [...rounds.http, ...rounds.worker].reduce((sum, round) => sum + lateOf(round), 0),
    cores: availableParallelism(),
    node: process.version,
  };
}

function lateOf({ finished }: Round): number {
  return finished.filter((application) => application.late).length;
}

function wayReport(rounds: readonly Round[]): WayReport | null {
  if (rounds.length === 0) return null;
  const seconds = rounds.reduce((sum, round) => sum + round.seconds, 0);
  const latencies = rounds.flatMap((round) => round.latenciesMs);
  const at = (share: number) => rounded(percentile(latencies, share));
  return {
    lifecyclesPerSecond: rounded(rounds.reduce((sum, round) => sum + round.lifecycles, 0) / seconds),
    decisionsPerSecond: rounded(perSecond(rounds)),
    decisionMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99) },
    processorMsPerDecision: processorMs(rounds),
  };
}

function perSecond(rounds: readonly Round[]): number {
  const decisions = rounds.reduce((sum, round) => sum + round.latenciesMs.length, 0);
  return decisions / rounds.reduce((sum, round) => sum + round.seconds, 0);
}

function processorMs(rounds: readonly Round[]): Record<string, number> | null {
  const known = rounds.flatMap(({ processorMsPerDecision: of }) => (of ? [of] : []));
  if (known.length === 0) return null;
  const names = Object.keys(known[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, rounded(known.reduce((sum, of) => sum + (of[name] ?? 0), 0) / known.length)]),
  );
}

/** The table for people. */
export function tableOf(report: Report): string {
  const { concurrency, worker, bare, historyEvents: events } = report;
  const rows = [
    ['', 'decisions/s', 'lifecycles/s', 'p50 ms', 'p95 ms', 'p99 ms', 'to bare'],
    row('HTTP API', report, report.ratioToBare),
    ...(worker ? [row('worker alone', worker, report.workerRatioToBare)] : []),
    ...(bare ? [row('bare Temporal', bare, 1)] : []),
  ];
  const processes = Object.keys(report.processorMsPerDecision ?? {});
  const times = [
    ['processor ms per decision', ...processes],
    ...(
      [
        ['HTTP API', report],
        ['worker alone', worker],
        ['bare Temporal', bare],
      ] as const
    ).flatMap(([name, way]) =>
      way?.processorMsPerDecision ? [[name, ...processes.map((part) => text(way.processorMsPerDecision?.[part]))]] : [],
    ),
  ];
  return [
    `C = ${concurrency}, ${report.measuredSeconds} s of each, on ${report.cores} cores, node ${report.node}`,
    ...aligned(rows),
    ...(processes.length ? ['', ...aligned(times)] : []),
    '',
    `A finished lifecycle: ${report.historyEventsPerLifecycle} history events (${events?.decisions} decisions of at most ` +
      `${events?.perDecision}, ${events?.rungs} rungs of at most ${events?.perRung}, ${events?.fixed} fixed), ` +
      `${report.historyBytesPerLifecycle} bytes of history, ${report.postgresBytesPerLifecycle} bytes of records, ` +
      `${report.walBytesPerLifecycle} bytes of WAL.`,
    ...(report.startSeconds === null ? [] : [`npm start: ready after ${report.startSeconds} s.`]),
    '',
  ].join('\n');
}

function row(name: string, way: WayReport, ratio: number | null): string[] {
  const { p50, p95, p99 } = way.decisionMs;
  return [name, ...[way.decisionsPerSecond, way.lifecyclesPerSecond, p50, p95, p99, ratio].map(text)];
}

const text = (value: number | null | undefined): string =>
  value === null || value === undefined ? '-' : String(value);

function aligned(rows: readonly string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0))) ?? [];
  return rows.map((cells) => {
    return cells
      .map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[0] ?? 0)))
      .join('  ');
  });
}
