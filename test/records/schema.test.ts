import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { projectFolder } from '../../local/project-folder.js';
import { openRecords, type Records } from '../../records/database.js';
import { describeSchema } from '../../records/describe-schema.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

let database: TestDatabase;
let owner: Records;
beforeAll(async () => {
  database = await testDatabase('schema');
  owner = openRecords(database.ownerUrl, { application: 'test', connections: 2 });
});
afterAll(async () => {
  await owner.destroy();
  await database.close();
});

test('given all migrations, when the schema is described, then it is the one committed in records/schema.txt', async () => {
  const committed = await readFile(join(projectFolder(), 'records', 'schema.txt'), 'utf8');

  expect(await describeSchema(owner)).toBe(committed);
});

test('given a column more, when the schema is described, then it differs', async () => {
  const before = await describeSchema(owner);

  await owner.schema.alterTable('labels').addColumn('not_committed', 'text').execute();

  expect(await describeSchema(owner)).not.toBe(before);
});
