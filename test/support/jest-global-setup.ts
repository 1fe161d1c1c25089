import { randomBytes } from 'node:crypto';
import { freePorts } from '../../local/ports.js';
import { startPostgres } from '../../local/postgres.js';
import { findTemporalBinary, findTestServerBinary } from '../../local/temporal-binary.js';
import { startTemporalServer } from '../../local/temporal-server.js';
import { openRunFolder, sweepDeadRuns } from './test-run-folder.js';

/** What the teardown, in the same process, has to stop. */
export interface TestServices {
  folder: string;
  services: { stop(): Promise<void> }[];
}

declare global {
  var testServices: TestServices | undefined;
}

/**
 * Starts one PostgreSQL and one Temporal server (in memory) for the whole run, and tells the tests by environment:
 * TEST_DATABASE_ADMIN_URL, TEST_TEMPORAL_ADDRESS, the programs TEST_TEMPORAL_BINARY and TEST_TEMPORAL_SERVER_BINARY
 * (time-skipping), and TEST_RUN_FOLDER, in which a test keeps what it starts: the teardown stops what is left there.
 */
export default async function startServices(): Promise<void> {
  await sweepDeadRuns();
  const folder = await openRunFolder();
  process.env.TEST_RUN_FOLDER = folder;
  const folders = { logs: folder, processes: folder };
  const [databasePort = 0, temporalPort = 0] = await freePorts(2);
  const started: TestServices = { folder, services: [] };
  globalThis.testServices = started;

  const password = randomBytes(18).toString('base64url');
  const startDatabase = async () => {
    const postgres = await startPostgres({ folder, port: databasePort, password, durable: false, ...folders });
    started.services.push(postgres);
    process.env.TEST_DATABASE_ADMIN_URL = postgres.adminUrl;
  };
  const startTemporal = async () => {
    const binary = (await findTemporalBinary()).path;
    process.env.TEST_TEMPORAL_BINARY = binary;
    const temporal = await startTemporalServer({ binary, port: temporalPort, ...folders });
    started.services.push(temporal);
    process.env.TEST_TEMPORAL_ADDRESS = temporal.address;
  };
  const findTestServer = async () => {
    process.env.TEST_TEMPORAL_SERVER_BINARY = (await findTestServerBinary()).path;
  };
  const results = await Promise.allSettled([startDatabase(), startTemporal(), findTestServer()]);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) {
    await Promise.all(started.services.map((service) => service.stop()));
    throw failed.reason;
  }
}
