// The API process: reads its settings, opens its connections, listens, and ends without dropping what it is doing.
import process from 'node:process';
import type { FastifyInstance } from 'fastify';
import { switchOnFailpoints } from '../failpoints/failpoint.js';
import { openRecords, SILENT_FOR_MS } from '../records/database.js';
import { connectClient } from '../temporal/connection.js';
import type { Deps } from '../usecases/deps.js';
import { startReconciler } from '../usecases/reconciler.js';
import { Settlements } from '../usecases/settlements.js';
import { startPeriodStarter } from '../usecases/start-periods.js';
import { startLabelWaker } from '../usecases/wake-waiting-labels.js';
import { webPages } from '../web/plugin.js';
import { buildApp } from './app.js';
import { type ApiConfig, readConfig } from './config.js';
import { createLog } from './log.js';
import { problemOf } from './problem-details.js';

/** Requests are given this long to end; what is left then is taken up by the reconciler of another process. */
const CLOSING_LIMIT_MS = 25_000;

async function run(config: ApiConfig): Promise<void> {
  switchOnFailpoints(config.failpointsFolder);
  const log = createLog(config.logLevel);
  // Through the log, which leaves out what Node would print: messages that repeat values.
  process.on('uncaughtException', (error) => fail(log, error));
  const records = openRecords(config.databaseUrl, {
    application: 'api',
    connections: config.databaseConnections,
    silentForMs: SILENT_FOR_MS,
  });
  const temporal = connectClient({ address: config.temporalAddress, namespace: config.temporalNamespace });
  const deps: Deps = { records, temporal: temporal.client, log, settlements: new Settlements(records) };
  let accepting = true;
  const pages = async (scope: FastifyInstance) => {
    await scope.register(webPages, { deps, config, problemOf });
  };
  const app = buildApp({ ...deps, config, isAccepting: () => accepting, pages });
  const loops = [startReconciler(deps), startPeriodStarter(deps), startLabelWaker(deps)];

  const close = async (): Promise<void> => {
    accepting = false;
    await new Promise((resolve) => setTimeout(resolve, config.shutdownDelaySeconds * 1000));
    await app.close();
    await Promise.all(loops.map((loop) => loop.stop()));
    await records.destroy();
    await temporal.close();
  };
  let closing = false;
  const end = (signal: NodeJS.Signals): void => {
    if (closing) return;
    closing = true;
    log.info({ signal }, 'closing');
    const limitMs = CLOSING_LIMIT_MS + config.shutdownDelaySeconds * 1000;
    setTimeout(() => fail(log, new Error('closing took too long')), limitMs).unref();
    close().then(
      () => {
        log.info('closed');
        // A retry that Temporal's client had planned would throw on the closed connection.
        process.exit(0);
      },
      (error: unknown) => fail(log, error),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);

  await app.listen({ port: config.port, host: config.host });
}

/** What to do about an error that stops the start. */
function remedyFor(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'The port is in use: set PORT to another one, or stop what listens there.';
  if (code === 'EACCES') return 'The port may not be opened: set PORT to one above 1023.';
  if (code === 'EADDRNOTAVAIL') return 'HOST is no address of this machine.';
  return message;
}

function fail(log: ReturnType<typeof createLog>, error: unknown): void {
  log.fatal({ err: error }, 'the API ends');
  process.exit(1);
}

try {
  await run(readConfig(process.env));
} catch (error) {
  process.stderr.write(`${remedyFor(error)}\n`);
  process.exit(1);
}
