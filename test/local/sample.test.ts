import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSample } from '../../local/sample/load.js';
import { findCatalogue } from '../../records/catalogues.js';
import { openRecords, type Records } from '../../records/database.js';
import { findPerson } from '../../records/people.js';
import { findRulebook, listPeriods, newestProgrammeId } from '../../records/rulebooks.js';
import { loadCatalogue } from '../../rulebooks/load.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

const ISSUER = 'http://localhost:4000';

let database: TestDatabase;
let owner: Records;
beforeAll(async () => {
  database = await testDatabase('sample');
  owner = openRecords(database.ownerUrl, { application: 'test', connections: 2 });
  await loadSample(database.ownerUrl, ISSUER);
});
afterAll(async () => {
  await owner?.destroy();
  await database?.close();
});

test('the sample year is under way: the 2022 deadline is ahead, and the rulebook keeps the circular’s own dates', async () => {
  const id = await newestProgrammeId(owner);
  const published = id === null ? null : await findRulebook(owner, id);
  const [first] = await listPeriods(owner, id ?? '');

  expect(published).toMatchObject({
    rulebookId: 'gr-2021-2022',
    kind: 'programme',
    rulebook: { programmeClock: { ratio: 1 } },
  });
  expect(published?.rulebook.periods[0]?.closesOn).toBe('2022-08-20');
  const daysAhead = (Date.parse(first?.closesAt ?? '') - Date.now()) / 86_400_000;
  expect(daysAhead).toBeGreaterThan(170);
  expect(daysAhead).toBeLessThan(173);
});

test('all 44 countries have their NSO (R-1.1.a, R-1.1.b), and every part of the story its people', async () => {
  const nsos = await owner.selectFrom('nsos').select('nso_id').execute();
  const roles = await owner.selectFrom('user_roles').select(['role', 'nso_id']).execute();
  const held = (role: string) => roles.filter((grant) => grant.role === role).length;

  expect(nsos).toHaveLength(44);
  expect(roles.filter((grant) => grant.role === 'evaluator' && grant.nso_id === 'GR').length).toBeGreaterThanOrEqual(2);
  expect(roles.filter((grant) => grant.role === 'evaluator' && grant.nso_id === 'FR').length).toBeGreaterThanOrEqual(2);
  expect(held('teacher')).toBeGreaterThanOrEqual(9);
  expect(held('head')).toBeGreaterThanOrEqual(4);
  expect([held('nsoAdministrator'), held('cssOfficer'), held('systemAdministrator')]).toEqual([2, 1, 1]);
});

test('the circular’s catalogue is there, for the help pages (R-5.b, R-9)', async () => {
  expect(await findCatalogue(owner, 'gr-2021-2022')).toEqual(await loadCatalogue('gr-2021-2022'));
});

test('loaded again, it is the same: the year goes on, and nobody is there twice', async () => {
  const state = async () => ({
    rulebooks: await owner.selectFrom('rulebooks').selectAll().execute(),
    users: await owner.selectFrom('users').selectAll().orderBy('user_id').execute(),
    schools: await owner.selectFrom('teacher_schools').selectAll().orderBy('teacher_id').orderBy('school_id').execute(),
    roles: await owner.selectFrom('user_roles').selectAll().orderBy('user_id').orderBy('role').execute(),
  });
  const before = await state();

  await loadSample(database.ownerUrl, ISSUER);

  expect(await state()).toEqual(before);
});

test('loaded for another address of the provider, its people are known there', async () => {
  await loadSample(database.ownerUrl, 'http://localhost:4001');

  expect(await findPerson(owner, 'http://localhost:4001', 'eleni.papadaki')).toMatchObject({
    displayName: 'Ελένη Παπαδάκη',
  });
  expect(await findPerson(owner, ISSUER, 'eleni.papadaki')).toBeNull();
});
