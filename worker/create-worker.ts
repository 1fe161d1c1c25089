import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Activities } from '../activities/create-activities.js';
import { DEPLOYMENT_NAME, TASK_QUEUE } from '../temporal/names.js';

export interface LifecycleWorkerOptions {
  address: string;
  namespace: string;
  activities: Activities;
  bundle: { code: string; buildId: string };
  graceSeconds: number;
  /** Without it the worker is unversioned, as servers without deployments need. */
  versioned: boolean;
  overrides?: Partial<WorkerOptions>;
}

/** A sticky workflow task of a worker that was killed is given to another after this long. */
const STICKY_TIMEOUT = '2 seconds';

/** Connects a worker that runs the lifecycle's workflows and their activities. The caller closes the connection. */
export async function createLifecycleWorker(
  options: LifecycleWorkerOptions,
): Promise<{ worker: Worker; connection: NativeConnection }> {
  const connection = await NativeConnection.connect({ address: options.address });
  const worker = await Worker.create({
    connection,
    namespace: options.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: { code: options.bundle.code },
    activities: { ...options.activities },
    stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT,
    shutdownGraceTime: `${options.graceSeconds} seconds`,
    ...(options.versioned && {
      workerDeploymentOptions: {
        useWorkerVersioning: true,
        version: { deploymentName: DEPLOYMENT_NAME, buildId: options.bundle.buildId },
        defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
      },
    }),
    ...options.overrides,
  });
  return { worker, connection };
}
