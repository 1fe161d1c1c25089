/**
 * `npm test`: has the servers' programs ready, runs jest on the compiled tests, and closes with the true numbers on one
 * line. Arguments go to jest: `npm test -- local/mailbox`.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../local/project-folder.js';
import { StartProblem } from '../local/start-problem.js';
import { findTemporalBinary, findTestServerBinary } from '../local/temporal-binary.js';
import { sweepDeadRuns } from '../test/support/test-run-folder.js';

const results = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  // Files that could not even be loaded have no tests to count.
  numRuntimeErrorTestSuites: z.number(),
});

const say = (line: string) => process.stdout.write(`${line}\n`);

// The terminal sends Ctrl-C to jest too; this process stays to clear up behind it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});

const folder = await mkdtemp(path.join(tmpdir(), 'etwinning-results-'));
try {
  await Promise.all([findTemporalBinary({ tell: say }), findTestServerBinary({ tell: say })]);
  process.exitCode = await runJest(path.join(folder, 'results.json'));
} catch (error) {
  process.stderr.write(`${error instanceof StartProblem ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
} finally {
  await sweepDeadRuns();
  await rm(folder, { recursive: true, force: true });
}

async function runJest(outputFile: string): Promise<number> {
  const jest = path.join(path.dirname(createRequire(import.meta.url).resolve('jest/package.json')), 'bin', 'jest.js');
  const args = [jest, '--json', `--outputFile=${outputFile}`, ...process.argv.slice(2)];
  const options = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, args, {
    cwd: projectFolder(),
    // jest's --json also prints the results; they are in the file.
    stdio: ['inherit', 'ignore', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: options.filter(Boolean).join(' ') },
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode) => resolve(exitCode ?? 1));
  });

  const text = await readFile(outputFile, 'utf8').catch(() => undefined);
  if (text === undefined) {
    process.stderr.write('jest ended without results.\n');
    return code || 1;
  }
  const counted = results.parse(JSON.parse(text));
  const failed = counted.numFailedTests + counted.numRuntimeErrorTestSuites;
  const skipped = counted.numPendingTests + counted.numTodoTests;
  say(`${counted.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  if (counted.numPassedTests + failed === 0) {
    process.stderr.write('No test ran.\n');
    return code || 1;
  }
  return code;
}
