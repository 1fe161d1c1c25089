import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { openRecords, type Records } from '../../records/database.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

const SILENT_FOR_MS = 400;

let database: TestDatabase;
let impatient: Records;
let patient: Records;
beforeAll(async () => {
  database = await testDatabase('silent_connection');
  impatient = openRecords(database.ownerUrl, { application: 'impatient', connections: 1, silentForMs: SILENT_FOR_MS });
  patient = openRecords(database.ownerUrl, { application: 'patient', connections: 2 });
});
afterAll(async () => {
  await Promise.all([impatient.destroy(), patient.destroy()]);
  await database.close();
});

const sleep = (db: Records, ms: number) => sql`select pg_sleep(${ms / 1000})`.execute(db);

describe('given a connection on which no answer comes', () => {
  test('when it has been silent for as long as is allowed, then whoever waits hears so, and the next one is served', async () => {
    await expect(sleep(impatient, 10 * SILENT_FOR_MS)).rejects.toThrow(/silent for too long/);

    await expect(sleep(impatient, 1)).resolves.toBeDefined();
  });

  test('when nothing was said of silence, then it is waited for', async () => {
    await expect(sleep(patient, 2 * SILENT_FOR_MS)).resolves.toBeDefined();
  });
});

test('given a process that falls silent within a transaction, when another needs what it has locked, then PostgreSQL has ended it', async () => {
  const lock = sql`select pg_advisory_xact_lock(1)`;
  let ended: Promise<unknown> | undefined;

  await new Promise<void>((resolve) => {
    ended = impatient
      .transaction()
      .execute(async (tx) => {
        await lock.execute(tx);
        resolve();
        await wait(5 * SILENT_FOR_MS);
      })
      .catch(() => 'ended');
  });
  await patient.transaction().execute((tx) => lock.execute(tx));

  expect(await ended).toBe('ended');
});
