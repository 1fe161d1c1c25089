import { expect, test } from '@jest/globals';
import { readWorkerConfig } from '../../worker/config.js';

const COMPLETE = { DATABASE_URL: 'postgres://worker@localhost/etwinning', TEMPORAL_ADDRESS: 'localhost:7233' };

test('given production, when a folder of failpoints is set, then the worker refuses to start and says why', () => {
  const environment = { ...COMPLETE, NODE_ENV: 'production', FAILPOINTS_FOLDER: '/tmp/failpoints' };

  expect(() => readWorkerConfig(environment)).toThrow(/must not be set in production[\s\S]*FAILPOINTS_FOLDER/);
});

test.each([
  ['a test', { NODE_ENV: 'test', FAILPOINTS_FOLDER: '/tmp/failpoints' }, '/tmp/failpoints'],
  ['no folder', { NODE_ENV: 'production' }, undefined],
  ['an empty folder', { NODE_ENV: 'production', FAILPOINTS_FOLDER: '' }, undefined],
])('given %s, when the settings are read, then failpoints are where they say', (_, environment, folder) => {
  expect(readWorkerConfig({ ...COMPLETE, ...environment }).failpointsFolder).toBe(folder);
});
