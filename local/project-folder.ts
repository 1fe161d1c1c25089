import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the project: the nearest one above this module with a package.json. The compiled module lies deeper
 * than its source, so a fixed number of steps upwards would not do.
 *
 * @throws {Error} when there is no package.json above this module
 */
export function projectFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('No package.json above the compiled program.');
    folder = parent;
  }
  return folder;
}

/** The absolute path of a compiled module, as it is given to `node`, e.g. `compiled('worker/main.js')`. */
export function compiled(modulePath: string): string {
  return fileURLToPath(new URL(`../${modulePath}`, import.meta.url));
}
