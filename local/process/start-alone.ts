import { setTimeout as sleep } from 'node:timers/promises';
import { StartProblem } from '../start-problem.js';
import { type ChildFolders, type ChildSpec, launch, untilReady } from './child.js';

const TRIES = 3;
const WAIT_MS = 200;

/**
 * Starts a part without a supervisor: nobody restarts it when it dies.
 *
 * @throws {StartProblem} with its last words when it does not become ready
 */
export async function startAlone(
  spec: ChildSpec,
  folders: ChildFolders,
): Promise<{ pid: number; stop(): Promise<void> }> {
  let failure = '';
  for (let tries = 0; tries < TRIES; tries += 1) {
    const child = await launch(spec, folders);
    const why = await untilReady(child, spec);
    if (why === undefined) return { pid: child.pid, stop: () => child.stop() };
    await child.stop();
    failure = `${why}\n${await child.lastWords()}`;
    await sleep(WAIT_MS);
  }
  throw new StartProblem(`The ${spec.name} did not start: ${failure}`);
}
