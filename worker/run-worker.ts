import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { type Activities, createActivities } from '../activities/create-activities.js';
import { switchOnFailpoints } from '../failpoints/failpoint.js';
import { readMailConfig } from '../mail/config.js';
import { openMailTransport } from '../mail/transport.js';
import { openRecords, SILENT_FOR_MS } from '../records/database.js';
import { readWorkerConfig } from './config.js';
import { createLifecycleWorker } from './create-worker.js';
import { setCurrentBuild } from './deployment.js';
import { runOutboxLoop } from './outbox-loop.js';
import { readWorkflowBundle } from './workflow-bundle.js';

/**
 * Runs a worker until it is told to stop, and ends what it has begun.
 * @param environment its settings (`worker/config`, `mail/config`)
 * @param around what is to stand around the activities; as they are by default
 * @throws Error when a setting is wrong, or Temporal is away at the start
 */
export async function runWorker(
  environment: NodeJS.ProcessEnv,
  around: (activities: Activities) => Activities = (activities) => activities,
): Promise<void> {
  const config = readWorkerConfig(environment);
  const mail = readMailConfig(environment);
  switchOnFailpoints(config.failpointsFolder);
  const log = pino({ name: 'worker', level: config.logLevel });
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => log.warn({ level, meta }, message)),
    shutdownSignals: ['SIGTERM', 'SIGINT'],
  });

  const records = openRecords(config.databaseUrl, {
    application: 'worker',
    connections: config.databaseConnections,
    silentForMs: SILENT_FOR_MS,
  });
  const bundle = await readWorkflowBundle();
  const { temporalAddress: address, temporalNamespace: namespace, graceSeconds } = config;
  const { worker, connection } = await createLifecycleWorker({
    address,
    namespace,
    activities: around(createActivities({ records })),
    bundle,
    graceSeconds,
    versioned: true,
  });

  const stopping = new AbortController();
  const { signal } = stopping;
  const outbox = runOutboxLoop({ records, transport: openMailTransport(mail), config: mail, log }, signal);
  const { buildId } = bundle;
  const rollout = config.setsCurrentDeployment
    ? setCurrentBuild({ address, namespace, buildId, signal })
    : Promise.resolve();
  rollout.then(() => log.info({ buildId }, 'ready'));

  await worker.run();
  stopping.abort();
  await Promise.all([rollout, outbox]);
  await Promise.allSettled([connection.close(), records.destroy()]);
  log.info('stopped');
}
