import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { millisecondsOf } from '../../domain/instant.js';
import { databaseNow } from '../../records/database-clock.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { listPeriods } from '../../usecases/list-periods.js';
import { readRulebook } from '../../usecases/read-rulebook.js';
import { startRehearsal } from '../../usecases/start-rehearsal.js';
import { problemOf } from '../support/problem-of.js';
import { europeanProject, type PersonName } from '../support/programme.js';
import { openRecordsOnly, type RecordsOnly } from '../support/records-only.js';

let place: RecordsOnly;
let other: RecordsOnly;
beforeAll(async () => {
  place = await openRecordsOnly('programme');
  other = await openRecordsOnly('another_programme', {
    change: (rulebook) => ({ ...rulebook, awaitingPeriodCheckDays: 9 }),
  });
});
afterAll(async () => {
  await place?.close();
  await other?.close();
});

const as = (name: PersonName) => place.people[name].actor;

test('the newest rulebook of the programme is read when none is named; rehearsals are never it', async () => {
  const rehearsal = { rulebookId: place.rulebookId, programmeAt: '2022-08-20T20:00:00.000Z', ratio: 60 };
  const { rulebookId } = await startRehearsal(place.deps, as('systemAdministrator'), rehearsal);

  expect(await readRulebook(place.deps, as('greekFounder'))).toMatchObject({
    rulebookId: place.rulebookId,
    kind: 'programme',
  });
  expect(await readRulebook(place.deps, as('greekFounder'), rulebookId)).toMatchObject({
    rulebookId,
    sourceId: 'gr-2021-2022',
    kind: 'rehearsal',
  });
  expect(await problemOf(readRulebook(place.deps, as('greekFounder'), 'gr-1999-2000'))).toMatchObject({
    code: 'notFound',
  });
});

test('two databases in one process keep their rulebooks apart', async () => {
  const one = await readRulebook(place.deps, as('greekFounder'));
  const two = await readRulebook(other.deps, as('greekFounder'));

  expect([one.rulebook.awaitingPeriodCheckDays, two.rulebook.awaitingPeriodCheckDays]).toEqual([
    one.rulebook.awaitingPeriodCheckDays,
    9,
  ]);
  expect(one.rulebook.awaitingPeriodCheckDays).not.toBe(9);
  expect(await problemOf(readRulebook(other.deps, as('greekFounder'), place.rulebookId))).toMatchObject({
    code: 'notFound',
  });
});

test('periods are told as real instants and as the rulebook’s own days (R-3.1.3, R-3.1.5)', async () => {
  const [first, second] = await listPeriods(place.deps, as('greekFounder'), {});

  expect(first).toMatchObject({ rulebookId: place.rulebookId, closesOn: '2022-08-20', rule: 'R-3.1.3' });
  expect(first?.periodId).toBe(`${place.rulebookId}/2022`);
  expect(second).toMatchObject({ closesAt: null, closesOn: null });
  const { rulebook } = await readRulebook(place.deps, as('greekFounder'));
  const { realAt, programmeAt } = rulebook.programmeClock;
  expect(millisecondsOf(first?.closesAt ?? '') - millisecondsOf(realAt)).toBe(
    millisecondsOf('2022-08-20T21:00:00.000Z') - millisecondsOf(programmeAt),
  );
});

test('a rehearsal’s clock starts now at the given instant, runs at its ratio, and its periods follow it', async () => {
  const before = millisecondsOf(await databaseNow(place.deps.records));
  const rehearsal = { rulebookId: place.rulebookId, programmeAt: '2022-08-20T20:00:00.000Z', ratio: 3600 };

  const { rulebookId } = await startRehearsal(place.deps, as('systemAdministrator'), rehearsal);

  const [first] = await listPeriods(place.deps, as('greekFounder'), { rulebookId });
  const closesInMs = millisecondsOf(first?.closesAt ?? '') - before;
  expect(closesInMs).toBeGreaterThanOrEqual(1000);
  expect(closesInMs).toBeLessThan(20_000);
  const draft = await createProjectDraft(place.deps, as('greekFounder'), {
    content: europeanProject(place),
    rulebookId,
  });
  expect(draft.rulebookId).toBe(rulebookId);
});

test('only a system administrator rehearses, and only with a clock that can be', async () => {
  const rehearsal = { rulebookId: place.rulebookId, programmeAt: '2022-08-20T20:00:00.000Z', ratio: 1 };
  for (const name of ['greekFounder', 'greekAdministrator', 'cssOfficer'] as const) {
    expect(await problemOf(startRehearsal(place.deps, as(name), rehearsal))).toMatchObject({ code: 'notYourRole' });
  }
  for (const wrong of [
    { programmeAt: 'yesterday' },
    { programmeAt: '9999-01-01T00:00:00.000Z' },
    { programmeAt: '0001-01-01T00:00:00.000Z' },
    { ratio: 0 },
    { ratio: 1.5 },
  ]) {
    const attempt = startRehearsal(place.deps, as('systemAdministrator'), { ...rehearsal, ...wrong });
    expect(await problemOf(attempt)).toMatchObject({ code: 'invalid' });
  }
  const unknown = startRehearsal(place.deps, as('systemAdministrator'), { ...rehearsal, rulebookId: 'none' });
  expect(await problemOf(unknown)).toMatchObject({ code: 'notFound' });
});
