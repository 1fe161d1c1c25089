import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { endProcess, signalProcess } from './end-process.js';
import { isSameProcess } from './process-identity.js';

const processRecord = z.object({
  name: z.string(),
  pid: z.int().positive(),
  identity: z.string(),
  startedAt: z.string(),
  stopSignal: z.enum(['SIGINT', 'SIGTERM']),
  graceMs: z.number(),
  stopOrder: z.number(),
});

/** A child process as it is written down, so that a later start can end it when this one was killed. */
export type ProcessRecord = z.infer<typeof processRecord>;

/** Writes the record of a child that was just started; at once, since the next instruction may be our last. */
export function writeRecord(folder: string, record: ProcessRecord): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${record.name}.json`);
  writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Takes back the record of a child that ended. */
export function removeRecord(folder: string, name: string): void {
  rmSync(path.join(folder, `${name}.json`), { force: true });
}

/**
 * Ends what an earlier start left running, in the order in which a stop would. A process id that now belongs to another
 * process is left alone.
 *
 * @param folder the data folder's `processes`
 * @returns the names of the processes that still ran
 */
export async function stopLeftovers(folder: string): Promise<string[]> {
  const records = readRecords(folder);
  const running = records.filter(({ pid, identity }) => isSameProcess(pid, identity));
  const orders = [...new Set(running.map(({ stopOrder }) => stopOrder))].sort((a, b) => a - b);
  for (const order of orders) {
    await Promise.all(running.filter(({ stopOrder }) => stopOrder === order).map(endProcess));
  }
  for (const { name } of records) removeRecord(folder, name);
  return running.map(({ name }) => name);
}

/** Kills every recorded process that runs, at once. */
export function killRecorded(folder: string): void {
  for (const { pid, identity } of readRecords(folder)) {
    if (isSameProcess(pid, identity)) signalProcess(pid, 'SIGKILL');
  }
}

function readRecords(folder: string): ProcessRecord[] {
  let files: string[];
  try {
    files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  } catch {
    return [];
  }
  return files.flatMap((file) => {
    try {
      return [processRecord.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')))];
    } catch {
      // Not ours or not readable: without a proven identity nothing may be signalled.
      return [];
    }
  });
}
