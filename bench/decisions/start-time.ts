// How long `npm start` takes on a fresh data folder, from the command until it says that everything runs.
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { projectFolder } from '../../local/project-folder.js';
import { PORTS } from '../../local/system.js';
import { clearRunFolder, openRunFolder } from '../../test/support/test-run-folder.js';

const READY = /^Everything runs/m;
const READY_WITHIN_MS = 120_000;

/** @returns seconds, the build that npm start begins with included. @throws with what it said when it does not start */
export async function measureStart(signal: AbortSignal): Promise<number> {
  const folder = await openRunFolder();
  const ports = Object.fromEntries(Object.values(PORTS).map(({ variable }) => [variable, '0']));
  const { PATH = '/bin:/usr/bin', HOME = folder } = process.env;
  const began = performance.now();
  // A group of its own: interrupting it is what Ctrl-C in a terminal does.
  const child = spawn('npm', ['start'], {
    cwd: projectFolder(),
    env: { PATH, HOME, DATA_DIR: path.join(folder, 'data'), ...ports },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    return await new Promise<number>((resolve, reject) => {
      let said = '';
      const giveUp = (why: string) => reject(new Error(`npm start ${why}. It said:\n${said.slice(-4_000)}`));
      const timer = setTimeout(() => giveUp('is not ready in time'), READY_WITHIN_MS);
      const listen = (chunk: Buffer) => {
        said += chunk.toString();
        if (!READY.test(said)) return;
        clearTimeout(timer);
        resolve((performance.now() - began) / 1000);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      signal.addEventListener('abort', () => giveUp('was given up'), { once: true });
      child.once('error', (error) => giveUp(`cannot be run (${error.message})`));
      child.once('close', () => {
        clearTimeout(timer);
        giveUp('ended');
      });
    });
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    await ended;
    await clearRunFolder(folder);
  }
}
