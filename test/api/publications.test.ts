import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadRulebook } from '../../rulebooks/load.js';
import { secondAdministrator } from '../support/second-administrator.js';
import { type LifecycleApi, lifecycleApi } from './support/lifecycle-api.js';

let api: LifecycleApi;
let second: Awaited<ReturnType<typeof secondAdministrator>>;
const circular = await loadRulebook('gr-2021-2022');
beforeAll(async () => {
  api = await lifecycleApi('api_publications');
  const { issuer } = await api.lifecycle.owner.selectFrom('users').select('issuer').executeTakeFirstOrThrow();
  second = await secondAdministrator(api.lifecycle.owner, issuer);
  // The helper signs in whoever stands in the programme's list.
  api.lifecycle.people.frenchAdministrator.actor = second;
}, 60_000);
afterAll(() => api.close());

const first = 'systemAdministrator' as const;
const other = 'frenchAdministrator' as const;

test('given a whole rulebook, when it is previewed, proposed, confirmed by another and read, then each answer says where it stands', async () => {
  const payload = { kind: 'rulebook', rulebook: { ...circular, id: 'gr-2022-2023' } };
  const preview = await api.as(first, { method: 'POST', url: '/api/publications?preview=true', payload });
  expect([preview.statusCode, preview.json().publicationId]).toEqual([200, null]);

  const proposed = await api.as(first, { method: 'POST', url: '/api/publications', payload });
  expect(proposed.statusCode).toBe(201);
  const url = String(proposed.headers.location);
  expect(url).toBe(`/api/publications/${proposed.json().publicationId}`);

  const alone = await api.as(first, { method: 'POST', url: `${url}/confirm` });
  expect([alone.statusCode, alone.json().code]).toEqual([403, 'fourEyes']);
  const waiting = await api.as(other, { url: '/api/publications' });
  expect(waiting.json().items).toMatchObject([{ status: 'proposed', kind: 'rulebook', rulebookId: 'gr-2022-2023' }]);
  expect(waiting.json().items[0].content).toBeUndefined();

  const confirmed = await api.as(other, { method: 'POST', url: `${url}/confirm` });
  expect([confirmed.statusCode, confirmed.json().status]).toEqual([200, 'published']);
  const read = (await api.as(other, { url })).json();
  expect(read).toMatchObject({ closedBy: { displayName: 'Second Administrator' }, content: payload });
  const current = (await api.as('greekFounder', { url: '/api/rulebooks/current' })).json();
  expect(current).toMatchObject({ rulebookId: 'gr-2022-2023', kind: 'programme' });
});

test('given what no rulebook may hold, when it is proposed, then every place is told, in the language of the administrator', async () => {
  const rulebook = { ...circular, id: 'us-2022-2023', label: { ...circular.label, maximumPerPeriod: 5 } };
  const malformed = await api.as(first, {
    method: 'POST',
    url: '/api/publications',
    payload: { kind: 'rulebook', rulebook },
  });
  expect(malformed.statusCode).toBe(422);
  expect(malformed.json().fields).toMatchObject([{ field: 'rulebook.label.maximumPerPeriod', code: 'tooLarge' }]);

  const unfit = { kind: 'rulebook', rulebook: { ...circular, id: 'us-2022-2023' } };
  const refused = await api.as(first, { method: 'POST', url: '/api/publications', payload: unfit });
  expect(refused.json().fields).toMatchObject([
    { field: 'rulebook.id', code: 'rulebookIdUnfit', detail: expect.stringContaining('gr-2022-2023') },
  ]);
});

test('given a teacher, when he or she proposes a period, then it is refused', async () => {
  const payload = { kind: 'period', rulebookId: api.lifecycle.rulebookId, period: circular.periods[1] };
  const answer = await api.as('greekFounder', { method: 'POST', url: '/api/publications', payload });

  expect([answer.statusCode, answer.json().code]).toEqual([403, 'notYourRole']);
});
