import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Where `npm run build` leaves the bundled workflows, and the digest of what they were bundled from. */
export const BUNDLE_PATH = join(DIST, 'workflow-bundle.js');
export const BUNDLE_STAMP_PATH = join(DIST, 'workflow-bundle.stamp');

/**
 * The bundle, and the build id of a worker that runs it: the same workflows have the same id.
 * @throws when the project was not built.
 */
export async function readWorkflowBundle(): Promise<{ code: string; buildId: string }> {
  try {
    const [code, stamp] = await Promise.all([readFile(BUNDLE_PATH, 'utf8'), readFile(BUNDLE_STAMP_PATH, 'utf8')]);
    return { code, buildId: stamp.slice(0, 16) };
  } catch (error) {
    throw new Error('the workflow bundle is missing: run `npm run build` first', { cause: error });
  }
}
