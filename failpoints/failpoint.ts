// Named points on the way of a decision, a deadline or a mail at which a test of faults stops a process or kills it, once.
import { existsSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** In the order in which a decision comes by; the drain's are a deadline's, the last two a mail's. */
export type Failpoint =
  | 'intakeCommitted'
  | 'updateSent'
  | 'stepBegun'
  | 'drainLocked'
  | 'drainDecided'
  | 'stepCommitted'
  | 'answerReceived'
  | 'mailClaimed'
  | 'mailSent';

/**
 * Undefined while failpoints are off: `if (failpoint) await failpoint('…')` then costs nothing.
 * `about` says what comes by, for those that wait for one thing among many.
 */
export let failpoint: ((point: Failpoint, about?: string) => Promise<void>) | undefined;

const LOOK_MS = 10;

/**
 * Switches failpoints on for the life of this process. Whoever holds `<point>.armed` in the folder arms one: the first
 * process that comes by takes the file, as `<point>.reached`. Its text is `kill <name> <words>`, which kills the process
 * there, or `pause <name> <words>`, which holds it until there is `<name>.released`; who comes by with something that
 * is not about every one of these words goes on.
 * @param folder undefined leaves them off
 */
export function switchOnFailpoints(folder: string | undefined): void {
  if (folder === undefined) return;
  failpoint = async (point, about = '') => {
    const armed = path.join(folder, `${point}.armed`);
    const [what, name, ...only] = contentOf(armed).split(' ');
    const isMeant = what && only.every((word) => about.includes(word));
    if (!isMeant || !taken(armed, path.join(folder, `${point}.reached`))) return;
    if (what === 'kill') process.kill(process.pid, 'SIGKILL');
    const released = path.join(folder, `${name}.released`);
    while (!existsSync(released)) await wait(LOOK_MS);
  };
}

/** Empty where nothing is armed: most of the time. */
function contentOf(armed: string): string {
  try {
    return readFileSync(armed, 'utf8');
  } catch {
    return '';
  }
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
