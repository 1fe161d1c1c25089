import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { freePorts } from '../../local/ports.js';
import { startPostgres } from '../../local/postgres.js';
import { until } from '../support/until.js';
import { startStandIns } from './stand-in-system.js';
import { withFolder } from './temporary-folder.js';

const TEMPORAL = process.env.TEST_TEMPORAL_ADDRESS ?? '';
const LOCAL_PARTS = ['identity', 'mailbox', 'postgres', 'temporal'];

interface Replaced {
  parts: string[];
  /** What API and worker are told instead. */
  told: Record<string, unknown>;
  toldWorker?: Record<string, unknown>;
  given: { part: string; address: string };
}

/** Starts everything with the environment, and holds that exactly the named parts were not started, and who is told what. */
async function expectReplaced(folder: string, environment: Record<string, string>, expected: Replaced): Promise<void> {
  const events: Parameters<typeof startStandIns>[2] = [];
  const system = await startStandIns(folder, '', events, environment);
  try {
    const started = LOCAL_PARTS.filter((part) => !expected.parts.includes(part));
    expect(Object.keys(system.pids()).sort()).toEqual([...started, 'api', 'worker'].sort());
    expect(events).toContainEqual({ kind: 'given', ...expected.given });
    const api = (await (await fetch(`${system.urls.web}/environment`)).json()) as Record<string, unknown>;
    expect(api).toMatchObject(expected.told);
    const worker = await until('the worker has written its first line', async () => {
      const [first, ...others] = (await readFile(`${system.folder}/logs/worker.log`, 'utf8')).split('\n');
      return others.length > 0 && first;
    });
    expect(JSON.parse(worker)).toMatchObject(expected.toldWorker ?? expected.told);
  } finally {
    await system.stop();
  }
}

const roleOn = (role: string, port: number) => expect.stringMatching(`^postgres(ql)?://${role}:[^@]+@[^/]+:${port}/`);

test('given TEMPORAL_ADDRESS, when the system starts, then everything but Temporal is started here', () =>
  withFolder((folder) =>
    expectReplaced(
      folder,
      { TEMPORAL_ADDRESS: TEMPORAL },
      {
        parts: ['temporal'],
        told: { TEMPORAL_ADDRESS: TEMPORAL },
        given: { part: 'temporal', address: TEMPORAL },
      },
    ),
  ));

test('given DATABASE_URL, when the system starts, then everything but PostgreSQL is started here, and API and worker come in roles of their own', () =>
  withFolder(async (folder) => {
    const [port = 0] = await freePorts(1);
    const folders = { logs: folder, processes: folder };
    const theirs = await startPostgres({ folder, port, password: 'owner-password', durable: false, ...folders });
    try {
      await expectReplaced(
        `${folder}/system`,
        { DATABASE_URL: theirs.adminUrl },
        {
          parts: ['postgres'],
          told: { DATABASE_URL: roleOn('etwinning_api', port) },
          toldWorker: { DATABASE_URL: roleOn('etwinning_worker', port) },
          given: { part: 'postgres', address: expect.not.stringContaining('owner-password') as unknown as string },
        },
      );
    } finally {
      await theirs.stop();
    }
  }));

test('given SMTP_URL, when the system starts, then everything but the mailbox is started here', () =>
  withFolder((folder) =>
    expectReplaced(
      folder,
      { SMTP_URL: 'smtp://mail.example.org:25' },
      {
        parts: ['mailbox'],
        told: { SMTP_URL: 'smtp://mail.example.org:25' },
        given: { part: 'smtp', address: 'smtp://mail.example.org:25' },
      },
    ),
  ));

test('given OIDC_…, when the system starts, then everything but the sign-in provider is started here, and the API gets them as they are', () => {
  const oidc = {
    OIDC_ISSUER: 'https://signin.example.org',
    OIDC_AUDIENCE: 'their-api',
    OIDC_CLIENT_ID: 'their-pages',
    OIDC_CLIENT_SECRET: 'their-secret',
  };
  return withFolder((folder) =>
    expectReplaced(folder, oidc, {
      parts: ['identity'],
      told: oidc,
      given: { part: 'identity', address: 'https://signin.example.org' },
    }),
  );
});
