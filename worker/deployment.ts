import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { DEPLOYMENT_NAME } from '../temporal/names.js';

interface CurrentBuild {
  address: string;
  namespace: string;
  buildId: string;
  signal: AbortSignal;
}

const RETRY_MS = 100;

/**
 * Makes a build the current one of the deployment: until one is current, Temporal dispatches nothing.
 * Tries until the server knows the build, which it does once a worker of it polls.
 */
export async function setCurrentBuild({ address, namespace, buildId, signal }: CurrentBuild): Promise<void> {
  const connection = Connection.lazy({ address });
  try {
    while (!signal.aborted) {
      const done = await connection.workflowService
        .setWorkerDeploymentCurrentVersion({
          namespace,
          deploymentName: DEPLOYMENT_NAME,
          buildId,
          identity: 'worker',
          ignoreMissingTaskQueues: true,
        })
        .then(() => true)
        .catch(() => false);
      if (done) return;
      await wait(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await connection.close();
  }
}
