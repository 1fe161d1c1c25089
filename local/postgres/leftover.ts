import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { endProcess } from '../process/end-process.js';
import { processIdentity } from '../process/process-identity.js';

/**
 * Clears away what a killed server left in its cluster. A server that still runs is stopped. Where the process id in its
 * lock file now belongs to some other program (after a reboot, or in a container where ids are few), PostgreSQL would
 * take that program for itself and refuse to start: then the id is replaced by a dead one. The file itself stays, since
 * PostgreSQL finds through it whether a killed server's sessions still write to the cluster.
 */
export async function clearLeftover(cluster: string): Promise<void> {
  const lock = path.join(cluster, 'postmaster.pid');
  const text = await readFile(lock, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const [firstLine = '', ...rest] = text.split('\n');
  const pid = Number(firstLine);
  const identity = processIdentity(pid);
  if (identity === undefined) return;
  if (runsOn(cluster, pid)) {
    await endProcess({ pid, identity, stopSignal: 'SIGINT', graceMs: 20_000 });
  } else {
    await writeFile(lock, [spawnSync('true').pid, ...rest].join('\n'));
  }
}

function runsOn(cluster: string, pid: number): boolean {
  const command = commandLine(pid);
  return command.includes('postgres') && command.includes(cluster);
}

function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
