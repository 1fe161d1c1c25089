import { Client } from 'pg';
import { copyBinaries, postgresBinaries } from './postgres/binaries.js';
import { asUser, databaseCluster, databaseEnvironment, OWNER } from './postgres/cluster.js';
import { clearLeftover } from './postgres/leftover.js';
import { canEnter, databaseUser } from './postgres/os-user.js';
import { databasePlace } from './postgres/place.js';
import type { ChildFolders, ChildSpec } from './process/child.js';
import { startAlone } from './process/start-alone.js';

/** How the local database is run. */
export interface PostgresOptions {
  /** Where its files lie; made when missing. */
  folder: string;
  port: number;
  /** The superuser's password, kept by the caller. */
  password: string;
  /** Default true. False trades durability for speed: tests. */
  durable?: boolean;
  /** The database that is made and that the address names. */
  database?: string;
}

/** A database that is ready to be launched. */
export interface PreparedPostgres {
  spec: ChildSpec;
  /** The address of the database, as its owner. */
  adminUrl: string;
  /** Where the files lie: not in the wished folder when the database's user cannot enter that. */
  place: string;
}

/**
 * Makes the local database's files where they are missing, and says how its server is run: PostgreSQL 18, SCRAM, UTF-8,
 * on 127.0.0.1 only, as another user than root.
 *
 * @throws {StartProblem} when it cannot be run; the sentence names the remedy
 */
export async function preparePostgres(options: PostgresOptions): Promise<PreparedPostgres> {
  const { folder, port, password, durable = true, database = 'etwinning' } = options;
  const [installed, user] = await Promise.all([postgresBinaries(), databaseUser()]);
  const place = await databasePlace(folder, user);
  const readable = !user || (await canEnter(user, `${installed.postgres}/..`));
  const binaries = readable ? installed : await copyBinaries(installed, place);
  const cluster = await databaseCluster({ place, binaries, user, password, durable });
  const address = (name: string) => `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements are short; compiling them costs more than it saves.
    jit: 'off',
    // What was committed must still survive a killed server: only the machine's own crash may lose it.
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  const spec: ChildSpec = {
    name: 'postgres',
    command: binaries.postgres,
    args: ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    environment: databaseEnvironment(),
    cwd: place,
    ...(user ? { user: asUser(user) as { uid: number; gid: number } } : {}),
    // "Fast shutdown": open transactions are rolled back, then it ends.
    stopSignal: 'SIGINT',
    graceMs: 20_000,
    stopOrder: 4,
    beforeLaunch: () => clearLeftover(cluster),
    probe: () => ensureDatabase(address('postgres'), database),
    readyWithinMs: 30_000,
  };
  return { spec, adminUrl: address(database), place };
}

/**
 * Starts the local database on its own, without a supervisor: for tests and scripts.
 *
 * @throws {StartProblem} when it does not start
 */
export async function startPostgres(
  options: PostgresOptions & ChildFolders,
): Promise<{ adminUrl: string; pid: number; stop(): Promise<void> }> {
  const { spec, adminUrl } = await preparePostgres(options);
  return { adminUrl, ...(await startAlone(spec, options)) };
}

async function ensureDatabase(maintenanceUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: maintenanceUrl, connectionTimeoutMillis: 2_000 });
  // A server that goes away between two statements is told by the statement itself.
  client.on('error', () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
