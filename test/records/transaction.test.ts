import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { openRecords, type Records } from '../../records/database.js';
import type { Tables } from '../../records/tables.js';
import { inTransaction, LastStatements } from '../../records/transaction.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

let database: TestDatabase;
let owner: Records;
beforeAll(async () => {
  database = await testDatabase('transaction');
  owner = openRecords(database.ownerUrl, { application: 'test', connections: 1 });
  await sql`create table noted (place int)`.execute(owner);
});
afterAll(async () => {
  await owner.destroy();
  await database.close();
});

const note = (tx: Kysely<Tables>, place: number) => sql`insert into noted values (${place})`.execute(tx);
async function noted(): Promise<number[]> {
  const { rows } = await sql<{ place: number }>`select place from noted`.execute(owner);
  await sql`truncate noted`.execute(owner);
  return rows.map((row) => row.place);
}

test('statements that nobody waits for keep their order, and travel together', async () => {
  const places = Array.from({ length: 50 }, (_, place) => place);
  const startedAt = performance.now();
  await inTransaction(owner, {}, async (tx) => {
    await Promise.all([sql`select pg_sleep(0.05)`.execute(tx), ...places.map((place) => note(tx, place))]);
  });

  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(50);
  expect(await noted()).toEqual(places);
});

test('what comes with the opening is done before the work’s own statements', async () => {
  const setting = sql`select set_config('app.actor_id', 'somebody', true)`.compile(owner);
  const { rows } = await inTransaction(owner, { opening: [setting] }, (tx) =>
    sql<{ actor: string }>`select current_setting('app.actor_id') as actor`.execute(tx),
  );

  expect(rows).toEqual([{ actor: 'somebody' }]);
});

test('when a statement fails, the first failure is told and nothing stays', async () => {
  const attempt = inTransaction(owner, {}, (tx) =>
    Promise.all([note(tx, 1), sql`select 1 / 0`.execute(tx), note(tx, 2), sql`no statement`.execute(tx)]),
  );

  await expect(attempt).rejects.toThrow('division by zero');
  expect(await noted()).toEqual([]);
});

test('when the work itself fails, nothing stays and the connection serves the next one', async () => {
  const attempt = inTransaction(owner, {}, async (tx) => {
    await note(tx, 1);
    throw new Error('of the work');
  });

  await expect(attempt).rejects.toThrow('of the work');
  expect(await noted()).toEqual([]);
  await inTransaction(owner, {}, (tx) => note(tx, 3));
  expect(await noted()).toEqual([3]);
});

test('when an opening statement fails, its failure is told, not those that follow from it', async () => {
  const broken = sql`select set_config('no such setting at all', '', true)`.compile(owner);

  await expect(inTransaction(owner, { opening: [broken] }, (tx) => note(tx, 1))).rejects.toThrow('no such setting');
  expect(await noted()).toEqual([]);
});

test('a transaction that only reads writes nothing', async () => {
  const attempt = inTransaction(owner, { readOnly: true }, (tx) => note(tx, 1));

  await expect(attempt).rejects.toThrow('read-only transaction');
});

test('a transaction is no place for another one', async () => {
  const attempt = inTransaction(owner, {}, (tx) => tx.transaction().execute(async () => undefined));

  await expect(attempt).rejects.toThrow('transaction');
});

test('given last statements, when they succeed, then the commit went with them and what they answered comes back', async () => {
  const written = await inTransaction(owner, {}, async (tx) => {
    await note(tx, 1);
    return new LastStatements(Promise.all([note(tx, 2), note(tx, 3)]).then((results) => results.length));
  });

  expect(written).toBe(2);
  expect(await noted()).toEqual([1, 2, 3]);
});

test('given last statements, when one of them fails, then it is told, nothing stays and the connection serves the next one', async () => {
  const attempt = inTransaction(owner, {}, async (tx) => {
    await note(tx, 1);
    return new LastStatements(Promise.all([note(tx, 2), sql`select 1 / 0`.execute(tx), note(tx, 3)]));
  });

  await expect(attempt).rejects.toThrow('division by zero');
  expect(await noted()).toEqual([]);
});
