import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { failpoint, switchOnFailpoints } from '../../failpoints/failpoint.js';
import { until } from '../support/until.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'failpoints-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = (name: string) => path.join(folder, name);
const exists = (name: string) =>
  access(file(name)).then(
    () => true,
    () => false,
  );

test('given no folder, when failpoints are switched on, then they stay off', () => {
  switchOnFailpoints(undefined);

  expect(failpoint).toBeUndefined();
});

test('given an armed point, when several come by, then one is held until it is released, and the others go on', async () => {
  switchOnFailpoints(folder);
  await writeFile(file('stepBegun.armed'), 'pause once');
  let held = true;

  const first = failpoint?.('stepBegun').then(() => {
    held = false;
  });
  await Promise.all([failpoint?.('stepBegun'), failpoint?.('stepCommitted')]);

  expect(await exists('stepBegun.reached')).toBe(true);
  expect(held).toBe(true);
  await writeFile(file('once.released'), '');
  await first;
  await until('it went on', async () => !held);
});

test('given a point that is armed for one thing, when others come by, then they go on, and it alone is held', async () => {
  switchOnFailpoints(folder);
  await writeFile(file('drainLocked.armed'), 'pause this project-1 lapse');

  await Promise.all(['', 'project-1 reminder', 'project-2 lapse'].map((about) => failpoint?.('drainLocked', about)));
  expect(await exists('drainLocked.armed')).toBe(true);
  const held = failpoint?.('drainLocked', 'project-1 timer/lapse');

  expect(await exists('drainLocked.reached')).toBe(true);
  await writeFile(file('this.released'), '');
  await held;
});
