import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The servers that the SDK can download. */
export type SdkServer = 'dev server' | 'test server';

const LIMIT_MS = 180_000;

/**
 * Lets the Temporal SDK download a server. The SDK knows only how to download and start in one, so the server is
 * started and stopped once.
 *
 * @param cache where the download is kept
 * @param kind the dev server, or the time-skipping test server
 * @returns the program's path
 * @throws {Error} with one line on why not
 */
export async function downloadWithSdk(cache: string, kind: SdkServer): Promise<string> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const downloadDir = downloadFolder(cache, kind);
  await mkdir(downloadDir, { recursive: true });
  const executable = { type: 'cached-download' as const, downloadDir };
  const starting =
    kind === 'dev server'
      ? TestWorkflowEnvironment.createLocal({ server: { executable } })
      : TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  const environment = await Promise.race([starting, sleep(LIMIT_MS, undefined, { ref: false })]);
  if (environment === undefined) {
    // It may still fail, or even arrive, when nobody waits for it any more.
    starting.then((late) => late.teardown()).catch(() => {});
    throw new Error(`the download of the SDK did not end within ${LIMIT_MS / 1000} s`);
  }
  await environment.teardown();
  const program = await downloadedProgram(cache, kind);
  if (program === undefined) throw new Error('the download of the SDK left no program');
  return program;
}

/** The program that an earlier download left; undefined when there was none. */
export async function downloadedProgram(cache: string, kind: SdkServer): Promise<string | undefined> {
  const folder = downloadFolder(cache, kind);
  const names = await readdir(folder).catch(() => []);
  const program = names.find((name) => name.startsWith('temporal') && !name.endsWith('.downloading'));
  return program === undefined ? undefined : path.join(folder, program);
}

function downloadFolder(cache: string, kind: SdkServer): string {
  return path.join(cache, kind.replace(' ', '-'));
}
