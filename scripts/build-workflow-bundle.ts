// Bundles the workflows once, at build time, so that a worker starts (and is restarted) without a bundler.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { BUNDLE_PATH, BUNDLE_STAMP_PATH } from '../worker/workflow-bundle.js';

const DIST = join(dirname(fileURLToPath(import.meta.url)), '..');
const WORKFLOWS = join(DIST, 'workflows', 'index.js');
const BUNDLED_FOLDERS = ['workflows', 'domain', 'temporal'];

const stamp = await stampOfSources();
const current = await readFile(BUNDLE_STAMP_PATH, 'utf8').catch(() => '');
if (current !== stamp) {
  const { code } = await bundleWorkflowCode({
    workflowsPath: WORKFLOWS,
    // The workflows' modules hold no state: one evaluation of them serves every execution.
    preloadModules: [join(DIST, 'workflows', 'short-traces.js'), WORKFLOWS],
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn: report, error: report },
  });
  await writeFile(BUNDLE_PATH, code);
  await writeFile(BUNDLE_STAMP_PATH, stamp);
}

/** The bundle is made anew when the compiled sources, or the SDK that bundles them, changed. */
async function stampOfSources(): Promise<string> {
  const hash = createHash('sha256');
  hash.update(String(createRequire(import.meta.url)('@temporalio/worker/package.json').version));
  for (const folder of BUNDLED_FOLDERS) {
    const files = await readdir(join(DIST, folder), { recursive: true });
    for (const file of files.filter((name) => name.endsWith('.js')).sort()) {
      hash.update(file).update(await readFile(join(DIST, folder, file)));
    }
  }
  return hash.digest('hex');
}

function report(message: string): void {
  process.stderr.write(`${message}\n`);
}
