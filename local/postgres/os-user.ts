import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartProblem } from '../start-problem.js';

/** A user of this machine. */
export interface OsUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * The user that the database runs as. PostgreSQL refuses to run as root; no user is made for it on somebody's machine,
 * so one that is there anyway is taken.
 *
 * @returns undefined when this process is not root's: then the database runs as whoever started it
 * @throws {StartProblem} when root has no other user to give
 */
export async function databaseUser(): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const user = await lookUp(name);
    if (user) return user;
  }
  throw new StartProblem(
    'PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody. ' +
      'Start as an ordinary user, or set DATABASE_URL to a database of your own.',
  );
}

/** Whether a user can enter a folder: it and every folder above it let that user pass. */
export async function canEnter(user: OsUser, folder: string): Promise<boolean> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

async function lookUp(name: string): Promise<OsUser | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => promisify(execFile)('id', [flag, name])));
    // macOS shows nobody as -2.
    return { name, uid: Number(uid?.stdout) >>> 0, gid: Number(gid?.stdout) >>> 0 };
  } catch {
    return undefined;
  }
}
