// How much processor time each part of the system took, where the machine tells (Linux).
import { readdir, readFile } from 'node:fs/promises';
import process from 'node:process';

/** Seconds of processor time since each part began, by part. */
export type ProcessorTime = Record<string, number>;

/** The kernel counts in hundredths of a second on every Linux that node runs on. */
const TICKS_PER_SECOND = 100;

interface ProcessRow {
  parent: number;
  seconds: number;
}

/**
 * @param pids of the system's processes by name; what they started counts with them
 * @returns null where there is no /proc
 */
export async function processorTime(pids: Readonly<Record<string, number>>): Promise<ProcessorTime | null> {
  const rows = await readProcesses();
  if (rows === null) return null;
  const { user, system } = process.cpuUsage();
  const times: ProcessorTime = { loadGenerator: (user + system) / 1e6 };
  for (const [name, pid] of Object.entries(pids)) times[name] = secondsOf(pid, rows);
  return times;
}

/** What went by between two looks, in milliseconds for each of so many decisions. */
export function millisecondsPerDecision(
  before: ProcessorTime,
  after: ProcessorTime,
  decisions: number,
): Record<string, number> {
  const entries = Object.entries(after).map(([name, seconds]) => {
    return [name, ((seconds - (before[name] ?? 0)) * 1000) / decisions] as const;
  });
  return Object.fromEntries(entries);
}

function secondsOf(pid: number, rows: ReadonlyMap<number, ProcessRow>): number {
  let seconds = rows.get(pid)?.seconds ?? 0;
  for (const [child, { parent }] of rows) if (parent === pid) seconds += secondsOf(child, rows);
  return seconds;
}

async function readProcesses(): Promise<Map<number, ProcessRow> | null> {
  const names = await readdir('/proc').catch(() => null);
  if (names === null) return null;
  const rows = new Map<number, ProcessRow>();
  for (const name of names.filter((candidate) => /^\d+$/.test(candidate))) {
    const stat = await readFile(`/proc/${name}/stat`, 'latin1').catch(() => null);
    if (stat === null) continue;
    // The second field, the program's name in brackets, may hold blanks. Times include children that have ended.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent = 0, ...ticks] = [fields[1], ...fields.slice(11, 15)].map(Number);
    rows.set(Number(name), { parent, seconds: ticks.reduce((sum, tick) => sum + tick, 0) / TICKS_PER_SECOND });
  }
  return rows;
}
