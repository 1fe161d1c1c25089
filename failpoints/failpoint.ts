// Named points on a decision's way at which a test of faults stops a process or kills it, once.
import { existsSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** In the order in which a decision comes by; the last two are a mail's. */
export type Failpoint =
  | 'intakeCommitted'
  | 'updateSent'
  | 'stepBegun'
  | 'stepCommitted'
  | 'answerReceived'
  | 'mailClaimed'
  | 'mailSent';

/** Undefined while failpoints are off: `if (failpoint) await failpoint('…')` then costs nothing. */
export let failpoint: ((point: Failpoint) => Promise<void>) | undefined;

const LOOK_MS = 10;

/**
 * Switches failpoints on for the life of this process. Whoever holds `<point>.armed` in the folder arms one: the first
 * process that comes by takes the file, as `<point>.reached`. Its text says what happens: `kill` kills the process there,
 * `pause <name>` holds it until there is `<name>.released`.
 * @param folder undefined leaves them off
 */
export function switchOnFailpoints(folder: string | undefined): void {
  if (folder === undefined) return;
  failpoint = async (point) => {
    const reached = path.join(folder, `${point}.reached`);
    if (!taken(path.join(folder, `${point}.armed`), reached)) return;
    const [what, name] = readFileSync(reached, 'utf8').split(' ');
    if (what === 'kill') process.kill(process.pid, 'SIGKILL');
    const released = path.join(folder, `${name}.released`);
    while (!existsSync(released)) await wait(LOOK_MS);
  };
}

/** Renaming succeeds once, whichever processes try it. */
function taken(armed: string, reached: string): boolean {
  try {
    renameSync(armed, reached);
    return true;
  } catch {
    return false;
  }
}
