import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { processIdentity } from '../../local/process/process-identity.js';
import { answers } from '../../local/system/node-child.js';
import type { SystemEvent } from '../../local/system.js';
import { untilItHolds } from '../support/until.js';
import { startStandIns } from './stand-in-system.js';
import { withFolder } from './temporary-folder.js';

const TEMPORAL = process.env.TEST_TEMPORAL_ADDRESS ?? '';

test('everything starts, is told where everything else is, survives the kill of each part, and stops', () =>
  withFolder(async (folder) => {
    const system = await startStandIns(folder, '');
    try {
      expect(Object.keys(system.pids()).sort()).toEqual([
        'api',
        'identity',
        'mailbox',
        'postgres',
        'temporal',
        'worker',
      ]);
      const { urls } = system;
      const environment = await (await fetch(`${urls.web}/environment`)).json();
      expect(environment).toMatchObject({
        DATABASE_URL: urls.database.api,
        TEMPORAL_ADDRESS: urls.temporal,
        TEMPORAL_NAMESPACE: 'default',
        PUBLIC_URL: urls.web,
        OIDC_ISSUER: urls.identity,
        OIDC_AUDIENCE: 'etwinning-api',
        OIDC_CLIENT_ID: 'etwinning-web',
        OIDC_CLIENT_SECRET: expect.any(String),
        SESSION_SECRET: expect.stringMatching(/^.{43}$/),
      });
      // Its stand-in says so once it runs, which the start does not wait for.
      await untilItHolds(async () => {
        const [workerLine = ''] = (await readFile(path.join(folder, 'data/logs/worker.log'), 'utf8')).split('\n');
        expect(JSON.parse(workerLine)).toMatchObject({
          DATABASE_URL: urls.database.worker,
          SMTP_URL: urls.smtp,
          WORKER_SETS_CURRENT_DEPLOYMENT: '1',
        });
      });
      expect(await whoAmI(urls.database.api)).toBe('etwinning_api');

      const before = system.pids();
      for (const name of Object.keys(before)) await system.kill(name, 'SIGKILL');
      await untilItHolds(async () => {
        expect(Object.keys(system.pids())).toHaveLength(6);
        await answers(`${urls.mailbox}/health/ready`)();
        await answers(`${urls.identity}/jwks`)();
        await answers(`${urls.web}/health/ready`)();
        expect(await whoAmI(urls.database.worker)).toBe('etwinning_worker');
      }, 15_000);
      expect(Object.entries(system.pids()).filter(([name, pid]) => before[name] === pid)).toEqual([]);
    } finally {
      await system.stop();
    }
    expect(system.pids()).toEqual({});
    expect(await readdir(path.join(folder, 'data/processes'))).toEqual([]);
  }));

test('what a killed start left running is stopped by the next, which goes on with its data', () =>
  withFolder(async (folder) => {
    const script = fileURLToPath(new URL('stand-ins/start-and-wait.js', import.meta.url));
    const killed = spawn(process.execPath, [script, folder, TEMPORAL], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(killed.stdout, 'data');
    const left = Object.values(JSON.parse(String(line))) as number[];
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(left.every((pid) => processIdentity(pid) !== undefined)).toBe(true);

    const events: SystemEvent[] = [];
    const system = await startStandIns(folder, TEMPORAL, events);
    try {
      expect(left.filter((pid) => processIdentity(pid) !== undefined)).toEqual([]);
      expect(events).toContainEqual({
        kind: 'stopped-leftovers',
        parts: expect.arrayContaining(['api', 'worker', 'mailbox', 'identity', 'postgres']),
      });
      expect(await query(system.urls.database.owner, 'select count(*)::int as starts from prepared')).toEqual([
        { starts: 2 },
      ]);
    } finally {
      await system.stop();
    }
  }));

test('a second start on the same folder is refused, and leaves the first alone', () =>
  withFolder(async (folder) => {
    const system = await startStandIns(folder, TEMPORAL);
    try {
      await expect(startStandIns(folder, TEMPORAL)).rejects.toThrow(/already runs on the data folder/);
      await answers(`${system.urls.web}/health/ready`)();
    } finally {
      await system.stop();
    }
  }));

async function whoAmI(url: string): Promise<unknown> {
  const [row] = await query(url, 'select current_user as name');
  return (row as { name: string }).name;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
