import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { isSameProcess, processIdentity } from '../../local/process/process-identity.js';
import { stopLeftovers } from '../../local/process/process-records.js';

const PREFIX = 'etwinning-test-';
const owner = z.object({ pid: z.number(), identity: z.string() });

/** A new folder for the services of one jest run, which the database's user can enter. */
export async function openRunFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), PREFIX));
  await chmod(folder, 0o711);
  const identity = processIdentity(process.pid) ?? '';
  await writeFile(path.join(folder, 'owner.json'), JSON.stringify({ pid: process.pid, identity }));
  return folder;
}

/** Stops the services of runs whose jest was killed, and removes their folders. */
export async function sweepDeadRuns(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const folder of names.map((name) => path.join(tmpdir(), name))) {
    const text = await readFile(path.join(folder, 'owner.json'), 'utf8').catch(() => '');
    const parsed = owner.safeParse(text ? JSON.parse(text) : undefined);
    // Another user's, or being made at this moment.
    if (!parsed.success || isSameProcess(parsed.data.pid, parsed.data.identity)) continue;
    await clearRunFolder(folder);
  }
}

/** Stops whatever still runs with its records in a run's folder, such as a system whose test timed out; removes it. */
export async function clearRunFolder(folder: string): Promise<void> {
  await stopAllBelow(folder, 3);
  await rm(folder, { recursive: true, force: true });
}

async function stopAllBelow(folder: string, levels: number): Promise<void> {
  await stopLeftovers(folder);
  if (levels === 0) return;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((one) => one.isDirectory())) {
    await stopAllBelow(path.join(folder, entry.name), levels - 1);
  }
}
