/**
 * `node dist/scripts/record-history.js [--overwrite]`: goes every way through the lifecycle on real servers and keeps the
 * histories of its workflows for this release, in test/replay/histories/<version>. What is there already stays, and only what is missing is recorded, unless
 * `--overwrite` is given: a release's histories are what its running workflows look like, and never change after it.
 */
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { projectFolder } from '../local/project-folder.js';
import { HISTORIES_FOLDER, withoutMachine } from '../test/replay/histories.js';
import { goAllWays, RECORDINGS, type Recording } from '../test/replay/scenarios.js';
import startServices from '../test/support/jest-global-setup.js';
import stopServices from '../test/support/jest-global-teardown.js';
import { openLifecycle } from '../test/support/lifecycle.js';

const { values } = parseArgs({ options: { overwrite: { type: 'boolean', default: false } } });
const packageFile = await readFile(path.join(projectFolder(), 'package.json'), 'utf8');
const { version } = z.object({ version: z.string() }).parse(JSON.parse(packageFile));
const folder = path.join(HISTORIES_FOLDER, version);

const there = await present(RECORDINGS.map((name) => path.join(folder, `${name}.json`)));
const wanted = RECORDINGS.filter((name) => values.overwrite || !there.includes(path.join(folder, `${name}.json`)));
if (wanted.length === 0) {
  process.stderr.write(`${version} has its histories already: give --overwrite to record anew.\n`);
  process.exitCode = 1;
} else {
  await record(wanted);
}

async function record(names: readonly Recording[]): Promise<void> {
  await startServices();
  const life = await openLifecycle('recording').catch(async (error: unknown) => {
    await stopServices();
    throw error;
  });
  try {
    await life.startWorker();
    const workflowIds = await goAllWays(life);
    await mkdir(folder, { recursive: true });
    for (const name of names) {
      const history = await life.deps.temporal.workflow.getHandle(workflowIds[name]).fetchHistory();
      await writeFile(path.join(folder, `${name}.json`), withoutMachine(history));
      process.stdout.write(`${version}/${name}: ${history.events?.length ?? 0} events\n`);
    }
  } finally {
    await life.close();
    await stopServices();
  }
}

async function present(files: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    files.map((file) =>
      access(file).then(
        () => [file],
        () => [],
      ),
    ),
  );
  return found.flat();
}
