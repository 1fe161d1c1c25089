import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { processIdentity } from '../../local/process/process-identity.js';
import { compiled } from '../../local/project-folder.js';
import { withFolder } from './temporary-folder.js';

test('in production the local start refuses', () =>
  withFolder(async (folder) => {
    const { code, errors } = await start(folder, { NODE_ENV: 'production' });

    expect(code).toBe(1);
    expect(errors).toMatch(/^The local system .* does not start with NODE_ENV=production\. Unset NODE_ENV/);
  }));

test('a port in use is one sentence, exit code 1, and nothing is left running', () =>
  withFolder(async (folder) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const { code, errors } = await start(folder, { MAILBOX_PORT: String(port) });

      expect(code).toBe(1);
      expect(errors).toMatch(
        new RegExp(`^Port ${port} \\(mailbox page\\) is in use.*MAILBOX_PORT=${port + 1} npm start\\.$`),
      );
    } finally {
      server.close();
    }
  }));

test('a port that is none is named', () =>
  withFolder(async (folder) => {
    const { code, errors } = await start(folder, { PORT: 'http' });

    expect({ code, errors }).toEqual({
      code: 1,
      errors: 'PORT is "http", but must be a port: a number from 0 to 65535.',
    });
  }));

test('a start that already runs on the folder is named with its process', () =>
  withFolder(async (folder) => {
    const data = path.join(folder, 'data');
    await mkdir(data);
    const holder = { pid: process.pid, identity: processIdentity(process.pid), startedAt: '2026-01-02T03:04:05.678Z' };
    await writeFile(path.join(data, 'start.lock'), JSON.stringify(holder));

    const { code, errors } = await start(folder, {});

    expect(code).toBe(1);
    expect(errors).toMatch(new RegExp(`^The system already runs on the data folder .*process ${process.pid}`));
  }));

test('the database whose password was lost is refused before anything is started', () =>
  withFolder(async (folder) => {
    await mkdir(path.join(folder, 'data', 'postgres', 'cluster'), { recursive: true });

    const { code, errors } = await start(folder, {});

    expect(code).toBe(1);
    expect(errors).toMatch(/^The password of the database .* is gone.*delete the whole data folder/);
  }));

/** Runs `npm start`'s program on ports of its own, with its data in `data` inside the folder, until it ends. */
async function start(folder: string, settings: Record<string, string>): Promise<{ code: number; errors: string }> {
  const peopleFile = path.join(folder, 'people.json');
  await writeFile(peopleFile, '[{"sub":"1","email":"a@b.gr","name":"A","locale":"el","password":"p"}]');
  const ports = ['PORT', 'IDENTITY_PORT', 'MAILBOX_PORT', 'MAILBOX_SMTP_PORT', 'POSTGRES_PORT', 'TEMPORAL_PORT'];
  const environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    DATA_DIR: path.join(folder, 'data'),
    IDENTITY_PEOPLE_FILE: peopleFile,
    TEMPORAL_UI_PORT: 'off',
    ...Object.fromEntries(ports.map((name) => [name, '0'])),
    ...settings,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [compiled('local/start.js')], { env: environment }, (error, _, stderr) => {
      resolve({ code: Number(error?.code ?? 0), errors: stderr.trim() });
    });
  });
}
