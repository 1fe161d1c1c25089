import { spawn } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Client } from 'pg';
import { freePorts } from '../../local/ports.js';
import { asUser } from '../../local/postgres/cluster.js';
import { databaseUser } from '../../local/postgres/os-user.js';
import { type PostgresOptions, startPostgres } from '../../local/postgres.js';
import type { ChildFolders } from '../../local/process/child.js';
import { withFolder } from './temporary-folder.js';

test('what was committed is there after a stop, and after a kill', () =>
  withFolder(async (folder) => {
    const options = await optionsIn(folder);
    const first = await startPostgres(options);
    await query(first.adminUrl, "create table kept (word text); insert into kept values ('ναι')");
    await first.stop();

    const second = await startPostgres(options);
    expect(await query(second.adminUrl, 'select word from kept')).toEqual([{ word: 'ναι' }]);
    await query(second.adminUrl, "insert into kept values ('όχι')");
    process.kill(second.pid, 'SIGKILL');

    const third = await startPostgres(options);
    try {
      expect(await query(third.adminUrl, 'select word from kept')).toEqual([{ word: 'ναι' }, { word: 'όχι' }]);
    } finally {
      await third.stop();
    }
  }));

test('it is PostgreSQL 18 in UTF-8, wants the password, and an initialisation that was cut off is made again', () =>
  withFolder(async (folder) => {
    await mkdir(path.join(folder, 'cluster.new', 'base'), { recursive: true });
    const { adminUrl, stop } = await startPostgres(await optionsIn(folder));
    try {
      const [settings] = await query(
        adminUrl,
        `select current_setting('server_version_num')::int / 10000 as major, current_setting('server_encoding') as encoding,
                current_setting('password_encryption') as passwords, current_setting('listen_addresses') as addresses`,
      );
      expect(settings).toEqual({ major: 18, encoding: 'UTF8', passwords: 'scram-sha-256', addresses: '127.0.0.1' });
      const wrong = new URL(adminUrl);
      wrong.password = 'guessed';
      await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
      expect((await stat(path.join(folder, 'cluster'))).mode & 0o777).toBe(0o700);
    } finally {
      await stop();
    }
  }));

test('a lock file whose process id now belongs to another program does not keep it from starting', () =>
  withFolder(async (folder) => {
    const options = await optionsIn(folder);
    const first = await startPostgres(options);
    const lock = path.join(folder, 'cluster', 'postmaster.pid');
    const [, ...rest] = (await readFile(lock, 'utf8')).split('\n');
    process.kill(first.pid, 'SIGKILL');
    const other = spawn('sleep', ['20'], options.asDatabaseUser);
    try {
      await writeFile(lock, [other.pid, ...rest].join('\n'));

      const second = await startPostgres(options);

      expect(await query(second.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
      expect(other.exitCode).toBeNull();
      await second.stop();
    } finally {
      other.kill();
    }
  }));

test('an incomplete database is refused with the remedy', () =>
  withFolder(async (folder) => {
    await mkdir(path.join(folder, 'cluster'));
    await writeFile(path.join(folder, 'cluster', 'PG_VERSION'), '18\n');

    await expect(startPostgres(await optionsIn(folder))).rejects.toThrow(/is incomplete.*delete the whole data folder/);
  }));

async function optionsIn(
  folder: string,
): Promise<PostgresOptions & ChildFolders & { asDatabaseUser: { uid?: number; gid?: number } }> {
  const [port = 0] = await freePorts(1);
  const asDatabaseUser = asUser(await databaseUser());
  return {
    asDatabaseUser,
    folder,
    port,
    password: 'a secret / of the test',
    durable: false,
    logs: folder,
    processes: folder,
  };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
