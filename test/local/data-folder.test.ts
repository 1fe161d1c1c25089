import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { completeDataFolder, openDataFolder, refuseIncompleteData } from '../../local/data-folder.js';
import { keptSecret } from '../../local/secrets.js';
import { takeDataFolder } from '../../local/start-lock.js';
import { withFolder } from './temporary-folder.js';

test('a folder with files of somebody else is not taken', () =>
  withFolder(async (folder) => {
    await writeFile(path.join(folder, 'thesis.odt'), '');

    await expect(openDataFolder(folder)).rejects.toThrow(/holds other files \(thesis\.odt\).*DATA_DIR/);
  }));

test('a folder that a first start left half-written is gone on with', () =>
  withFolder(async (folder) => {
    await mkdir(path.join(folder, 'postgres', 'cluster.new'), { recursive: true });
    await writeFile(path.join(folder, 'data-folder.json'), '{"layo');

    const data = await openDataFolder(folder);

    expect(data.holds).toEqual([]);
    expect((await stat(data.secrets)).mode & 0o777).toBe(0o700);
  }));

test('a completed folder from which one part was removed is refused', () =>
  withFolder(async (folder) => {
    await completeDataFolder(await openDataFolder(folder), ['postgres', 'temporal']);
    const data = await openDataFolder(folder);

    expect(() => refuseIncompleteData(data, { postgres: folder, temporal: path.join(folder, 'gone') })).toThrow(
      /the data of temporal are gone.*delete the whole folder/,
    );
  }));

test('a folder of another version is refused', () =>
  withFolder(async (folder) => {
    await writeFile(path.join(folder, 'data-folder.json'), '{"layout":99,"holds":[]}');

    await expect(openDataFolder(folder)).rejects.toThrow(/written by another version/);
  }));

test('two starts on one folder: the second is told who runs, and a lock of a dead process is taken over', () =>
  withFolder(async (folder) => {
    const giveBack = await takeDataFolder(folder);
    await expect(takeDataFolder(folder)).rejects.toThrow(new RegExp(`already runs.*process ${process.pid}.*DATA_DIR`));
    await giveBack();

    await writeFile(path.join(folder, 'start.lock'), '{"pid":1,"identity":"an earlier boot","startedAt":"2026-01-01"}');
    const both = await Promise.allSettled([takeDataFolder(folder), takeDataFolder(folder)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  }));

test('a secret is made once, also by two at once, and only its owner reads it', () =>
  withFolder(async (folder) => {
    const [one, two] = await Promise.all([keptSecret(folder, 'session'), keptSecret(folder, 'session')]);

    expect(one).toMatch(/^[\w-]{43}$/);
    expect(two).toBe(one);
    expect(await keptSecret(folder, 'session')).toBe(one);
    expect((await stat(path.join(folder, 'session'))).mode & 0o777).toBe(0o600);
    await rm(path.join(folder, 'session'));
    expect(await keptSecret(folder, 'session')).not.toBe(one);
  }));
