// `node dist/worker/health-check.js`: ends with 0 where the worker of this machine (or container) asks Temporal for work.
import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import { TASK_QUEUE } from '../temporal/names.js';
import { readWorkerConfig } from './config.js';

const WITHIN_MS = 5_000;
/** A poll waits for a minute at most before it is renewed. */
const POLLED_WITHIN_MS = 150_000;
const WORKFLOW_TASKS = 1;

const { temporalAddress: address, temporalNamespace: namespace } = readWorkerConfig(process.env);
try {
  const connection = await Connection.connect({ address, connectTimeout: WITHIN_MS });
  const { pollers } = await connection.withDeadline(Date.now() + WITHIN_MS, () =>
    connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: TASK_QUEUE },
      taskQueueType: WORKFLOW_TASKS,
    }),
  );
  await connection.close();
  // The SDK names a worker <process>@<host>.
  const polled = (pollers ?? [])
    .filter(({ identity }) => identity?.endsWith(`@${hostname()}`))
    .some(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 > Date.now() - POLLED_WITHIN_MS);
  if (!polled) throw new Error('no worker of this host polls');
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
