// The process that runs workflows and activities, and sends the outbox's mails.
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { createActivities } from '../activities/create-activities.js';
import { openRecords } from '../records/database.js';
import { readWorkerConfig } from './config.js';
import { createLifecycleWorker } from './create-worker.js';
import { setCurrentBuild } from './deployment.js';
import { readWorkflowBundle } from './workflow-bundle.js';

const config = readWorkerConfig(process.env);
const log = pino({ name: 'worker', level: config.LOG_LEVEL });
Runtime.install({
  logger: new DefaultLogger('WARN', ({ level, message, meta }) => log.warn({ level, meta }, message)),
  shutdownSignals: ['SIGTERM', 'SIGINT'],
});

const records = openRecords(config.DATABASE_URL, { application: 'worker', connections: config.DATABASE_CONNECTIONS });
const bundle = await readWorkflowBundle();
const { worker, connection } = await createLifecycleWorker({
  address: config.TEMPORAL_ADDRESS,
  namespace: config.TEMPORAL_NAMESPACE,
  activities: createActivities({ records }),
  bundle,
  graceSeconds: config.WORKER_GRACE_SECONDS,
  versioned: true,
});

const stopping = new AbortController();
const rollout = config.WORKER_SETS_CURRENT_DEPLOYMENT
  ? setCurrentBuild({
      address: config.TEMPORAL_ADDRESS,
      namespace: config.TEMPORAL_NAMESPACE,
      buildId: bundle.buildId,
      signal: stopping.signal,
    })
  : Promise.resolve();
rollout.then(() => log.info({ buildId: bundle.buildId }, 'ready'));

await worker.run();
stopping.abort();
await rollout;
await Promise.allSettled([connection.close(), records.destroy()]);
log.info('stopped');
