import { setTimeout as wait } from 'node:timers/promises';
import { databaseNow } from '../records/database-clock.js';
import type { Deps } from './deps.js';

const WITHIN_MS = 2_000;

/** Whether this process can serve: the records are there and migrated, and Temporal answers, within two seconds. */
export async function isReady(deps: Deps): Promise<boolean> {
  const aborted = new AbortController();
  const { connection } = deps.temporal;
  const tooLate = wait(WITHIN_MS, false, { signal: aborted.signal, ref: false }).catch(() => false);
  const answers = Promise.all([
    databaseNow(deps.records),
    connection.withDeadline(Date.now() + WITHIN_MS, () => connection.workflowService.getSystemInfo({})),
  ]);
  try {
    return await Promise.race([answers.then(() => true), tooLate]);
  } catch (error) {
    deps.log.debug({ err: error }, 'not ready');
    return false;
  } finally {
    aborted.abort();
  }
}
