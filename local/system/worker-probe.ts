import { Connection } from '@temporalio/client';
import { TASK_QUEUE } from '../../temporal/names.js';

const WORKFLOW_TASKS = 1;

/**
 * A probe: a worker polls, and workflow tasks are sent to its build.
 *
 * @param address where Temporal is
 */
export function workerIsCurrent(address: string, namespace: string): (launchedAt: number) => Promise<void> {
  return async (launchedAt) => {
    const connection = await Connection.connect({ address, connectTimeout: 2_000 });
    try {
      await connection.withDeadline(Date.now() + 5_000, () => check(connection, namespace, launchedAt));
    } finally {
      await connection.close();
    }
  };
}

async function check({ workflowService }: Connection, namespace: string, launchedAt: number): Promise<void> {
  const { pollers, versioningInfo } = await workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: TASK_QUEUE },
    taskQueueType: WORKFLOW_TASKS,
  });
  // Temporal remembers pollers for minutes: those of a worker that ran before do not count.
  const fresh = (pollers ?? []).filter(({ lastAccessTime }) => millisecondsOf(lastAccessTime) >= launchedAt);
  if (fresh.length === 0) throw new Error('no worker polls');
  const builds = fresh.flatMap(({ deploymentOptions }) => deploymentOptions?.buildId || []);
  const current = versioningInfo?.currentDeploymentVersion?.buildId;
  if (builds.length > 0 && !(current && builds.includes(current))) {
    throw new Error("the worker's build is not the current one yet");
  }
}

function millisecondsOf(instant: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(instant?.seconds ?? 0) * 1000 + (instant?.nanos ?? 0) / 1e6;
}
