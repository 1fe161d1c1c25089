import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { publishCatalogue } from '../../records/catalogues.js';
import { loadCatalogue } from '../../rulebooks/load.js';
import { type LifecycleApi, lifecycleApi } from './support/lifecycle-api.js';

let api: LifecycleApi;
const circular = await loadCatalogue('gr-2021-2022');
beforeAll(async () => {
  api = await lifecycleApi('api_catalogue');
  await publishCatalogue(api.lifecycle.owner, 'gr-2021-2022', circular ?? {});
}, 60_000);
afterAll(() => api.close());

test('R-5.b: given the circular’s catalogue, when it is asked for, then the current rulebook and the one that is named tell it whole', async () => {
  const { rulebookId } = api.lifecycle;
  for (const which of ['current', rulebookId]) {
    const answer = await api.as('greekFounder', { url: `/api/rulebooks/${which}/catalogue` });

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ rulebookId, sourceId: 'gr-2021-2022', catalogue: circular });
  }
});

test('given a rulebook that was never published, or nobody who asks, when its catalogue is asked for, then the problem says so', async () => {
  const unknown = await api.as('greekFounder', { url: '/api/rulebooks/gr-1999-2000/catalogue' });
  const nobody = await api.app.inject({ url: '/api/rulebooks/current/catalogue' });

  expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'notFound']);
  expect([nobody.statusCode, nobody.json().code]).toEqual([401, 'unauthenticated']);
});
