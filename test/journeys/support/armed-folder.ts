// The test's side of the failpoints: arms one, sees that a process came by, and lets it go on.
import { randomUUID } from 'node:crypto';
import { access, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Failpoint } from '../../../failpoints/failpoint.js';

export interface ArmedPoint {
  /** Whether a process came by: it is dead then, or stopped there. */
  isReached(): Promise<boolean>;
  release(): Promise<void>;
}

export interface ArmedFolder {
  /** What the processes are to be started with. */
  environment: NodeJS.ProcessEnv;
  /**
   * The next process that comes by dies there, or is held there until it is released.
   * @param about only one that comes by with something whose name contains each of these words: ids, a timer, an outcome
   */
  arm(point: Failpoint, what: 'kill' | 'pause', about?: string): Promise<ArmedPoint>;
}

/** @param below the folder that it is made in */
export async function openArmedFolder(below: string): Promise<ArmedFolder> {
  const folder = await mkdtemp(path.join(below, 'failpoints-'));
  return {
    environment: { FAILPOINTS_FOLDER: folder },
    async arm(point, what, about = '') {
      const [armed, reached] = [path.join(folder, `${point}.armed`), path.join(folder, `${point}.reached`)];
      const name = randomUUID();
      await rm(reached, { force: true });
      // Under its name only when it is whole.
      await writeFile(path.join(folder, name), `${what} ${name} ${about}`);
      await rename(path.join(folder, name), armed);
      return {
        isReached: () =>
          access(reached).then(
            () => true,
            () => false,
          ),
        release: async () => {
          await rm(armed, { force: true });
          await writeFile(path.join(folder, `${name}.released`), '');
        },
      };
    },
  };
}
