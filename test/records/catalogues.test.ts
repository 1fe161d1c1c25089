import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findCatalogue, publishCatalogue } from '../../records/catalogues.js';
import { loadCatalogue } from '../../rulebooks/load.js';
import { readCatalogue } from '../../usecases/read-catalogue.js';
import { startRehearsal } from '../../usecases/start-rehearsal.js';
import { problemOf } from '../support/problem-of.js';
import { openRecordsOnly, type RecordsOnly } from '../support/records-only.js';

let place: RecordsOnly;
beforeAll(async () => {
  place = await openRecordsOnly('catalogues');
});
afterAll(() => place?.close());

const circular = await loadCatalogue('gr-2021-2022');

test('given a rulebook without a catalogue, when it is read, then it is empty', async () => {
  expect(await findCatalogue(place.owner, 'gr-2021-2022')).toBeNull();
  expect(await readCatalogue(place.deps)).toMatchObject({ rulebookId: place.rulebookId, catalogue: {} });
  expect(await problemOf(readCatalogue(place.deps, 'gr-1999-2000'))).toMatchObject({ code: 'notFound' });
});

test('given the circular’s catalogue, when it is published, then its rulebook and every rehearsal of it tell it', async () => {
  await publishCatalogue(place.owner, 'gr-2021-2022', circular ?? {});
  const clock = { rulebookId: place.rulebookId, programmeAt: '2022-03-01T00:00:00.000Z', ratio: 60 };
  const rehearsal = await startRehearsal(place.deps, place.people.systemAdministrator.actor, clock);

  expect((await readCatalogue(place.deps)).catalogue).toEqual(circular);
  expect((await readCatalogue(place.deps, rehearsal.rulebookId)).catalogue).toEqual(circular);
});

test('given a catalogue that was mended, when it is published, then it takes the place of the one before; the same changes nothing', async () => {
  const updatedAt = async () => {
    const row = await place.owner.selectFrom('catalogues').select('updated_at').executeTakeFirstOrThrow();
    return row.updated_at.getTime();
  };
  await publishCatalogue(place.owner, 'gr-2021-2022', circular ?? {});
  const before = await updatedAt();

  await publishCatalogue(place.owner, 'gr-2021-2022', circular ?? {});
  expect(await updatedAt()).toBe(before);

  await publishCatalogue(place.owner, 'gr-2021-2022', {});
  expect(await findCatalogue(place.owner, 'gr-2021-2022')).toEqual({});
  expect(await updatedAt()).toBeGreaterThan(before);
});

test('given the api’s role, when it would change a catalogue, then the database refuses', async () => {
  await expect(publishCatalogue(place.deps.records, 'gr-2021-2022', {})).rejects.toThrow('permission denied');
});
