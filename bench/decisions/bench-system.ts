// The system that is measured: the product as npm start runs it, on a data folder and ports of its own, and beside its
// worker the bare one.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { Connection } from '@temporalio/client';
import { freePorts } from '../../local/ports.js';
import { compiled } from '../../local/project-folder.js';
import { USUAL_PROCESSES } from '../../local/system/app-processes.js';
import { type AppProcess, type System, startSystem } from '../../local/system.js';
import { migrate } from '../../records/migrate.js';
import { clearRunFolder, openRunFolder } from '../../test/support/test-run-folder.js';
import { BARE_TASK_QUEUE } from '../bare/messages.js';
import { createBareTables } from '../bare/records.js';

export const AUDIENCE = 'etwinning-api';
export const BARE_WORKER = 'bare-worker';

const WORKFLOW_TASKS = 1;

export interface BenchSystem {
  system: System;
  /** Stops everything and deletes the data folder. */
  stop(): Promise<void>;
}

/**
 * @param options.issuer the sign-in provider
 * @param options.profileFolder where each node process leaves a CPU profile when it ends
 */
export async function startBenchSystem(options: {
  issuer: string;
  signal: AbortSignal;
  profileFolder?: string;
}): Promise<BenchSystem> {
  const folder = await openRunFolder();
  const { PATH = '/bin:/usr/bin', HOME = folder } = process.env;
  const [temporalPort = 0] = await freePorts(1);
  const bareWorker: AppProcess = {
    name: BARE_WORKER,
    kind: 'worker',
    module: compiled('bench/bare/worker.js'),
    probe: (launchedAt) => somebodyPolls(`127.0.0.1:${temporalPort}`, launchedAt),
  };
  const stopped = async (system?: System) => {
    await system?.stop();
    await clearRunFolder(folder);
  };
  try {
    const system = await startSystem({
      dataFolder: path.join(folder, 'data'),
      ports: { temporal: temporalPort },
      environment: {
        PATH,
        HOME,
        OIDC_ISSUER: options.issuer,
        OIDC_AUDIENCE: AUDIENCE,
        OIDC_CLIENT_SECRET: randomBytes(24).toString('base64url'),
        REQUESTS_PER_MINUTE: '10000000',
        // Mails are planned in the step that is measured, and sent afterwards: sending would go on into other ways' rounds.
        MAIL_PER_SECOND: '0.1',
        ...(options.profileFolder && profiling(path.resolve(options.profileFolder))),
      },
      signal: options.signal,
      processes: [...USUAL_PROCESSES, bareWorker],
      prepare: async (ownerUrl) => {
        await migrate(ownerUrl);
        await createBareTables(ownerUrl);
      },
    });
    return { system, stop: () => stopped(system) };
  } catch (error) {
    await stopped();
    throw error;
  }
}

function profiling(folder: string): Record<string, string> {
  const module = pathToFileURL(compiled('bench/decisions/profile-process.js')).href;
  return { NODE_OPTIONS: `--import=${module}`, BENCH_PROFILE_FOLDER: folder };
}

async function somebodyPolls(address: string, launchedAt: number): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    const { pollers } = await connection.workflowService.describeTaskQueue({
      namespace: 'default',
      taskQueue: { name: BARE_TASK_QUEUE },
      taskQueueType: WORKFLOW_TASKS,
    });
    // Temporal tells whole seconds.
    const seconds = Math.floor(launchedAt / 1000);
    const polls = (pollers ?? []).some(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) >= seconds);
    if (!polls) throw new Error('the bare worker does not poll');
  } finally {
    await connection.close();
  }
}
