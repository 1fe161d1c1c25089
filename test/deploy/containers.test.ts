// What the containers run, as separate processes with the settings of docker-compose.yml, on the PostgreSQL and Temporal of the run.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { freePorts } from '../../local/ports.js';
import { projectFolder } from '../../local/project-folder.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { untilItHolds } from '../support/until.js';
import { interpolated, readCompose, type Service } from './support/compose-file.js';

const WITHIN_MS = 45_000;
const ADMIN_URL = process.env.TEST_DATABASE_ADMIN_URL ?? '';
const TEMPORAL_ADDRESS = process.env.TEST_TEMPORAL_ADDRESS ?? '';
const NAMESPACE = `containers-${process.pid}-${Date.now()}`;
const DATABASE = `test_containers_${process.pid}_${Date.now()}`;

let services: Record<string, Service>;
let roles: TestDatabase;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  ({ services } = await readCompose());
  // Its roles are the server's: the migration job gives them the passwords that every other test knows them by.
  roles = await testDatabase('containers_roles');
  await asAdmin((admin) => admin.query(`create database ${DATABASE}`));
  const connection = await Connection.connect({ address: TEMPORAL_ADDRESS });
  await connection.workflowService.registerNamespace({
    namespace: NAMESPACE,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never, nanos: 0 },
  });
  const client = new Client({ connection, namespace: NAMESPACE });
  await untilItHolds(async () => void (await client.workflow.count()), WITHIN_MS);
  await connection.close();
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await asAdmin((admin) => admin.query(`drop database if exists ${DATABASE} with (force)`));
  await roles.close();
});

test('given an empty database, when migration job, set-up, two APIs and two workers run as their containers do, then all are healthy and end when told', async () => {
  const first = run('migrate');
  expect([await first.exit, first.output()]).toEqual([0, expect.stringMatching(/^migrated: 0001/)]);
  const again = run('migrate');
  expect([await again.exit, again.output()]).toEqual([0, 'nothing to migrate\n']);

  const administrator = ['--subject', 'p-1', '--email', 'admin@example.org', '--name', 'Admin'];
  const setUp = [
    ...['node', 'dist/scripts/set-up.js', '--rulebook', 'gr-2021-2022', '--issuer', 'https://signin.example.org'],
    ...administrator,
  ];
  for (const said of ['gr-2021-2022 is published\nadmin@example.org administers', 'published before\n.* before']) {
    const settingUp = run('migrate', { command: setUp });
    expect([await settingUp.exit, settingUp.output()]).toEqual([0, expect.stringMatching(said)]);
  }
  expect(await run('worker', { check: true }).exit).toBe(1);
  const ports = await freePorts(2);
  const apis = ports.map((port) => run('api', { port }));
  const workers = [run('worker'), run('worker')];

  for (const port of ports) {
    await untilItHolds(async () => expect(await run('api', { port, check: true }).exit).toBe(0), WITHIN_MS);
  }
  for (const worker of workers)
    await untilItHolds(async () => expect(worker.output()).toContain('"msg":"ready"'), WITHIN_MS);
  await untilItHolds(async () => expect(await run('worker', { check: true }).exit).toBe(0), WITHIN_MS);

  const all = [...apis, ...workers];
  for (const { child } of all) child.kill('SIGTERM');
  expect(await Promise.all(all.map(({ exit }) => exit))).toEqual([0, 0, 0, 0]);
}, 120_000);

/** Runs a service's command, its health check or another one as its container would: nothing of this process's environment but PATH. */
function run(
  name: string,
  { port = 3000, check = false, command }: { port?: number; check?: boolean; command?: string[] } = {},
) {
  const service = services[name] as Service;
  const words = check ? (service.healthcheck?.test.slice(1) ?? []) : (command ?? service.command ?? []);
  const [program, ...args] = words.map((word) => word.replace('127.0.0.1:3000', `127.0.0.1:${port}`));
  const child = spawn(program === 'node' ? process.execPath : String(program), args, {
    cwd: projectFolder(),
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...environmentOf(service, port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exit = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return { child, output: () => output, exit };
}

/** The service's environment, with this run's addresses in place of those of the containers' network. */
function environmentOf(service: Service, port: number): Record<string, string> {
  const admin = new URL(ADMIN_URL);
  const values = {
    RECORDS_OWNER_PASSWORD: admin.password,
    API_DATABASE_PASSWORD: new URL(roles.apiUrl).password,
    WORKER_DATABASE_PASSWORD: new URL(roles.workerUrl).password,
    PUBLIC_URL: 'https://approvals.example.org',
    OIDC_ISSUER: 'https://signin.example.org',
    OIDC_AUDIENCE: 'etwinning-api',
    OIDC_CLIENT_ID: 'etwinning-web',
    OIDC_CLIENT_SECRET: 'a secret',
    SESSION_SECRET: 'x'.repeat(48),
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'eTwinning <etwinning@example.org>',
  };
  const given = Object.entries(service.environment ?? {}).map(([key, value]) => [key, interpolated(value, values)]);
  const environment: Record<string, string> = Object.fromEntries(given);
  const url = new URL(environment.DATABASE_URL ?? '');
  url.host = admin.host;
  url.pathname = `/${DATABASE}`;
  if (url.username === 'etwinning_owner') url.username = admin.username;
  return {
    ...environment,
    DATABASE_URL: url.href,
    ...(environment.TEMPORAL_ADDRESS ? { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE: NAMESPACE } : {}),
    ...(environment.PORT ? { PORT: String(port), HOST: '127.0.0.1' } : {}),
    ...(environment.SHUTDOWN_DELAY_SECONDS ? { SHUTDOWN_DELAY_SECONDS: '0' } : {}),
  };
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: ADMIN_URL });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
