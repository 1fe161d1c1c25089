import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartProblem } from '../start-problem.js';
import type { PostgresBinaries } from './binaries.js';
import type { OsUser } from './os-user.js';

/** The superuser of the local database. */
export const OWNER = 'postgres';

const MAJOR = '18';

/** What a database cluster is made with. */
export interface ClusterOptions {
  place: string;
  binaries: PostgresBinaries;
  user: OsUser | undefined;
  password: string;
  /** False only where the data may be lost with the machine: tests. */
  durable: boolean;
}

/**
 * The folder of the database cluster, made when there is none. It is made beside and renamed, so one that was cut off
 * midway is known by its name and made again.
 *
 * @throws {StartProblem} when the cluster is incomplete, of another version, or cannot be made
 */
export async function databaseCluster(options: ClusterOptions): Promise<string> {
  const cluster = path.join(options.place, 'cluster');
  const draft = `${cluster}.new`;
  await rm(draft, { recursive: true, force: true });
  if (await exists(cluster)) {
    await refuseUnusable(cluster);
    return cluster;
  }
  await initialise(draft, options);
  await rename(draft, cluster);
  return cluster;
}

async function initialise(draft: string, { binaries, user, password, durable, place }: ClusterOptions): Promise<void> {
  const passwordFile = path.join(place, `password.${process.pid}`);
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    if (user) await Promise.all([draft, passwordFile].map((file) => chown(file, user.uid, user.gid)));
    const args = [
      `--pgdata=${draft}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Sorting must not depend on the machine's C library: an index would silently break with its next update.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ];
    await promisify(execFile)(binaries.initdb, args, { cwd: place, env: databaseEnvironment(), ...asUser(user) });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
    throw new StartProblem(
      `PostgreSQL could not make its data folder in ${place}: ${said.split('\n').slice(-3).join(' ')}`,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** The environment of PostgreSQL's programs; without a locale of its own macOS makes the server refuse to start. */
export function databaseEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? '/bin:/usr/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/** How a program is spawned as a user; as ourselves when there is none. */
export function asUser(user: OsUser | undefined): { uid?: number; gid?: number } {
  // spawn wants signed numbers: nobody is -2 on macOS.
  return user ? { uid: user.uid | 0, gid: user.gid | 0 } : {};
}

async function refuseUnusable(cluster: string): Promise<void> {
  const version = await readFile(path.join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  const complete = await exists(path.join(cluster, 'global', 'pg_control'));
  if (version === undefined || !complete) {
    throw new StartProblem(
      `The database in ${cluster} is incomplete. Put back a copy of the whole data folder, or delete the whole data ` +
        'folder to begin anew.',
    );
  }
  if (version.trim() !== MAJOR) {
    throw new StartProblem(
      `The database in ${cluster} was made by PostgreSQL ${version.trim()}, but this program brings ${MAJOR}. ` +
        'Dump and restore it with that version, or choose another data folder with DATA_DIR.',
    );
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
