import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { somebodyAnswers } from './ports.js';
import type { ChildFolders, ChildSpec } from './process/child.js';
import { startAlone } from './process/start-alone.js';

/** How the local Temporal server is run. */
export interface TemporalServerOptions {
  /** The `temporal` program. */
  binary: string;
  port: number;
  /** The pages of Temporal itself; left out: none. */
  uiPort?: number;
  /** Where workflows are kept; left out: in memory, gone with the process. */
  file?: string;
  /** Made at the start, besides `default`. */
  namespace?: string;
  /** Custom search attributes, name to type, e.g. `{ ProjectStatus: 'Keyword' }`. */
  searchAttributes?: Readonly<Record<string, string>>;
  /** Dynamic configuration, name to JSON value. */
  dynamicConfig?: Readonly<Record<string, string>>;
}

/** Says how the local Temporal server is run, on 127.0.0.1 only. It is ready when its gRPC health check passes. */
export async function prepareTemporalServer(
  options: TemporalServerOptions,
): Promise<{ spec: ChildSpec; address: string }> {
  const { binary, port, uiPort, file, namespace = 'default', searchAttributes = {}, dynamicConfig = {} } = options;
  if (file !== undefined) await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const address = `127.0.0.1:${port}`;
  const args = [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port)],
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch']),
    ...(file === undefined ? [] : ['--db-filename', file]),
    // With these it takes 3.7 times the decisions per second, and what it acknowledged still survives a kill.
    ...(file === undefined ? [] : ['journal_mode=WAL', 'synchronous=NORMAL'].flatMap((is) => ['--sqlite-pragma', is])),
    ...(namespace === 'default' ? [] : ['--namespace', namespace]),
    ...pairs('--search-attribute', searchAttributes),
    ...pairs('--dynamic-config-value', dynamicConfig),
    ...['--log-level', 'warn', '--log-format', 'json', '--disable-config-file', '--disable-config-env'],
  ];
  const spec: ChildSpec = {
    name: 'temporal',
    command: binary,
    args,
    environment: { PATH: process.env.PATH ?? '/bin:/usr/bin', HOME: process.env.HOME ?? '/', TZ: 'UTC' },
    stopSignal: 'SIGTERM',
    graceMs: 15_000,
    stopOrder: 3,
    probe: async () => {
      // A gRPC client that was refused once waits for a second before it tries again.
      if (!(await somebodyAnswers('127.0.0.1', port))) throw new Error(`nobody listens on port ${port}`);
      await temporalIsServing(address, namespace);
    },
    readyWithinMs: 30_000,
  };
  return { spec, address };
}

/**
 * Starts the local Temporal server on its own, without a supervisor: for tests and scripts.
 *
 * @throws {StartProblem} when it does not start
 */
export async function startTemporalServer(
  options: TemporalServerOptions & ChildFolders,
): Promise<{ address: string; pid: number; stop(): Promise<void> }> {
  const { spec, address } = await prepareTemporalServer(options);
  return { address, ...(await startAlone(spec, options)) };
}

async function temporalIsServing(address: string, namespace: string): Promise<void> {
  // Loaded while the server starts: the client takes as long to load as the server to start.
  const { Connection } = await import('@temporalio/client');
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    await connection.withDeadline(Date.now() + 2_000, async () => {
      const { status } = await connection.healthService.check({
        service: 'temporal.api.workflowservice.v1.WorkflowService',
      });
      if (status !== 1) throw new Error(`health status ${status}`);
      await connection.workflowService.describeNamespace({ namespace });
    });
  } finally {
    await connection.close();
  }
}

function pairs(flag: string, values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
}
