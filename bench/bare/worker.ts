// The process that runs the bare workflows: as the product's worker, but for the product.
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { BARE_TASK_QUEUE, type BareActivities } from './messages.js';
import { openBareRecords } from './records.js';

const { DATABASE_URL = '', TEMPORAL_ADDRESS = '', TEMPORAL_NAMESPACE = 'default' } = process.env;

Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: ['SIGTERM', 'SIGINT'] });
const records = openBareRecords(DATABASE_URL, 20);
const activities: BareActivities = { recordRow: (row) => records.record(row) };
const bundle = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('./workflows.js', import.meta.url)),
  logger: new DefaultLogger('ERROR'),
});
const connection = await NativeConnection.connect({ address: TEMPORAL_ADDRESS });
const worker = await Worker.create({
  connection,
  namespace: TEMPORAL_NAMESPACE,
  taskQueue: BARE_TASK_QUEUE,
  workflowBundle: bundle,
  activities: { ...activities },
  stickyQueueScheduleToStartTimeout: '2 seconds',
});
await worker.run();
await Promise.allSettled([connection.close(), records.close()]);
