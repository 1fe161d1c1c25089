// The lifecycle on real parts for one test file: its own database, its own Temporal namespace, a worker in this process.
import { setTimeout as wait } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime, type WorkerOptions } from '@temporalio/worker';
import { pino } from 'pino';
import { type Activities, createActivities } from '../../activities/create-activities.js';
import { openRecords, type Records } from '../../records/database.js';
import type { Deps } from '../../usecases/deps.js';
import { Settlements } from '../../usecases/settlements.js';
import { createLifecycleWorker } from '../../worker/create-worker.js';
import { readWorkflowBundle } from '../../worker/workflow-bundle.js';
import { testDatabase } from './database.js';
import { type Programme, type ProgrammeOptions, publishProgramme } from './programme.js';

export interface Lifecycle extends Programme {
  deps: Deps;
  /** A pool of the tables' owner: sees every row. */
  owner: Records;
  address: string;
  namespace: string;
  /** What a worker runs, in the worker's role: for tests that stand in for a workflow. */
  activities: Activities;
  startWorker(options?: WorkerSettings): Promise<RunningWorker>;
  close(): Promise<void>;
}

export interface WorkerSettings {
  activities?: (real: Activities) => Activities;
  overrides?: Partial<WorkerOptions>;
}

export interface RunningWorker {
  stop(): Promise<void>;
}

const LAST_RETRY_MS = 500;

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** Everything but a worker: start one with `startWorker`. `address` is the jest run's server unless another is given. */
export async function openLifecycle(
  name: string,
  options: ProgrammeOptions & { address?: string; namespace?: string } = {},
): Promise<Lifecycle> {
  const address = options.address ?? process.env.TEST_TEMPORAL_ADDRESS;
  if (!address) throw new Error('TEST_TEMPORAL_ADDRESS is not set: run the tests with npm test');
  const connection = await Connection.connect({ address });
  const namespace = options.namespace ?? (await freshNamespace(connection, name));
  const database = await testDatabase(name);
  const owner = openRecords(database.ownerUrl, { application: 'test owner', connections: 3 });
  const records = openRecords(database.apiUrl, { application: 'test api', connections: 10 });
  const workerRecords = openRecords(database.workerUrl, { application: 'test worker', connections: 10 });
  const lifecycleActivities = createActivities({ records: workerRecords });
  const programme = await publishProgramme(owner, options);
  const settlements = new Settlements(records);
  const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
  const deps: Deps = { records, temporal: new Client({ connection, namespace }), log, settlements };
  const workers = new Set<RunningWorker>();

  async function startWorker({ activities = (real) => real, overrides = {} }: WorkerSettings = {}) {
    const { worker, connection: native } = await createLifecycleWorker({
      address: address as string,
      namespace,
      activities: activities(lifecycleActivities),
      bundle: await readWorkflowBundle(),
      graceSeconds: 0,
      versioned: false,
      overrides,
    });
    const running = worker.run();
    const started: RunningWorker = {
      async stop() {
        workers.delete(started);
        if (worker.getState() === 'RUNNING') worker.shutdown();
        await running;
        await native.close();
      },
    };
    workers.add(started);
    return started;
  }

  async function close() {
    await Promise.all([...workers].map((worker) => worker.stop()));
    await settlements.flush();
    await Promise.all([owner.destroy(), records.destroy(), workerRecords.destroy()]);
    // A call that has just failed is tried again by the client after a moment, and would throw on a closed connection.
    await wait(LAST_RETRY_MS);
    await connection.close();
    await database.close();
  }
  const everything = { deps, owner, address, namespace, activities: lifecycleActivities, startWorker, close };
  return { ...programme, ...everything };
}

/** Test files run side by side on one server: each has a namespace, so that no worker takes another's tasks. */
async function freshNamespace(connection: Connection, name: string): Promise<string> {
  const namespace = `${name}-${process.pid}-${Date.now()}`;
  const retention = { seconds: 86_400 as never, nanos: 0 };
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention });
  const client = new Client({ connection, namespace });
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const known = await client.workflow.count().then(
      () => true,
      () => false,
    );
    if (known) return namespace;
    await wait(50);
  }
  throw new Error(`the namespace ${namespace} did not come up`);
}
