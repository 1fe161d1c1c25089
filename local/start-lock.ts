import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { isSameProcess, processIdentity } from './process/process-identity.js';
import { StartProblem } from './start-problem.js';

const lockFile = z.object({ pid: z.int(), identity: z.string(), startedAt: z.string() });

/**
 * Takes a data folder for this process alone. A lock whose process is gone (killed) is taken over.
 *
 * @returns gives the folder back
 * @throws {StartProblem} when another start runs on this folder
 */
export async function takeDataFolder(folder: string): Promise<() => Promise<void>> {
  const lock = path.join(folder, 'start.lock');
  const own = `${lock}.${randomBytes(6).toString('hex')}`;
  const identity = processIdentity(process.pid) ?? '';
  await writeFile(own, JSON.stringify({ pid: process.pid, identity, startedAt: new Date().toISOString() }), {
    mode: 0o600,
  });
  try {
    while (!(await linked(own, lock))) await setAsideIfStale(lock, folder);
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(lock, { force: true });
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function setAsideIfStale(lock: string, folder: string): Promise<void> {
  await refuseIfAlive(lock, folder);
  // Of two starts that saw the same dead lock only one moves it; the other may move the winner's: then it goes back.
  const aside = `${lock}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    await refuseIfAlive(aside, folder);
  } catch (error) {
    await linked(aside, lock);
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function refuseIfAlive(file: string, folder: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '');
  let holder: z.infer<typeof lockFile>;
  try {
    holder = lockFile.parse(JSON.parse(text));
  } catch {
    return;
  }
  if (!isSameProcess(holder.pid, holder.identity)) return;
  throw new StartProblem(
    `The system already runs on the data folder ${folder} (process ${holder.pid}, since ${holder.startedAt}). ` +
      `Use that one, stop it (Ctrl-C there, or kill ${holder.pid}), or choose another folder with DATA_DIR and other ports.`,
  );
}
