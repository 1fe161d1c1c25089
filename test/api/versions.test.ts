// Versions over HTTP: what is changed was read before, or nothing is changed and both versions are answered.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { europeanProject, type PersonName } from '../support/programme.js';
import { type LifecycleApi, lifecycleApi } from './support/lifecycle-api.js';
import { good, type Story, story } from './support/story.js';

let api: LifecycleApi;
let people: Story;
beforeAll(async () => {
  api = await lifecycleApi('api_versions');
  people = story(api);
});
afterAll(() => api.close());

const content = (goals: string) => ({ ...europeanProject(api.lifecycle), goals });
const putWith = (person: PersonName, url: string, payload: object, headers: Record<string, string>) =>
  api.as(person, { method: 'PUT', url, payload, headers });

describe('a draft of a project', () => {
  it('given its ETag, when it is saved from that version, then the answer has the next one, and the same again keeps it', async () => {
    const url = `/api/projects/${await people.draft()}/draft`;
    const read = await people.get('greekFounder', url);

    const saved = await people.put('greekFounder', url, { content: content('To save.') }, String(read.headers.etag));
    const again = await people.put('greekFounder', url, { content: content('To save.') }, String(saved.headers.etag));
    const lost = await people.put('greekFounder', url, { content: content('To save.') }, String(read.headers.etag));

    expect(read.headers.etag).toBe('"draft-1"');
    expect([saved, again, lost].map((answer) => [answer.statusCode, answer.headers.etag])).toEqual(
      Array(3).fill([200, '"draft-2"']),
    );
    expect(again.json()).toEqual(saved.json());
  });

  it('given a newer version, when an older one is saved, then both are answered side by side, with whose the newer is', async () => {
    const url = `/api/projects/${await people.draft()}/draft`;
    const etag = await people.etag('greekFounder', url);
    const first = good(await people.put('frenchFounder', url, { content: content('Written first.') }, etag));

    const late = await people.put('greekFounder', url, { content: content('Written second.') }, etag);

    expect([late.statusCode, late.json().code]).toEqual([412, 'versionConflict']);
    expect(late.headers['content-type']).toContain('application/problem+json');
    expect(late.json().versions).toEqual({
      yours: { etag, version: 1, content: content('Written second.') },
      stored: {
        etag: '"draft-2"',
        version: 2,
        content: content('Written first.'),
        savedAt: first.updatedAt,
        savedBy: 'frenchFounder',
      },
    });
    const after = await people.put(
      'greekFounder',
      url,
      { content: content('Both.') },
      late.json().versions.stored.etag,
    );
    expect(good(after)).toMatchObject({ version: 3, savedBy: 'greekFounder' });
  });

  it.each([
    ['nothing', {}],
    ['any version', { 'if-match': '*' }],
    ['a number', { 'if-match': '1' }],
    ['a word', { 'if-match': '"newest"' }],
    ['two versions', { 'if-match': '"draft-1", "draft-2"' }],
    ['a number that no version has', { 'if-match': '"draft-99999999999999999999"' }],
    ['a long text', { 'if-match': 'x'.repeat(5_000) }],
  ])('given %s as If-Match, when it is saved, then it is asked for the version', async (_what, headers) => {
    const url = `/api/projects/${await people.draft()}/draft`;

    const answer = await putWith('greekFounder', url, { content: content('Lost?') }, headers as Record<string, string>);

    expect([answer.statusCode, answer.json().code]).toEqual([428, 'versionMissing']);
    expect(good(await people.get('greekFounder', url)).version).toBe(1);
  });

  it('given an ETag that a proxy made weak, when it is saved, then it names the same version', async () => {
    const url = `/api/projects/${await people.draft()}/draft`;

    good(await people.put('greekFounder', url, { content: content('Compressed.') }, 'W/"draft-1"'));
  });
});

describe('R-3.1.4 a label application', () => {
  it('given a draft, when it is saved, then the answer is no command, and a stale one gets both versions', async () => {
    const id = await people.labelDraft('frenchFounder', await people.completed());
    const url = `/api/label-applications/${id}`;
    const etag = await people.etag('frenchFounder', url);
    const edit = async (link: string) => ({ content: { ...(await people.labelContent()), resultsLinks: [link] } });

    const saved = await people.put('frenchFounder', url, await edit('https://example.org/1'), etag);
    const late = await people.put('frenchFounder', url, await edit('https://example.org/2'), etag);

    expect(good(saved)).toEqual({ kind: 'saved', version: 2, savedAt: expect.any(String) });
    expect(saved.headers.etag).toBe('"draft-2"');
    expect([late.statusCode, late.json().code]).toEqual([412, 'versionConflict']);
    expect(late.json().versions).toMatchObject({
      yours: { version: 1, content: await edit('https://example.org/2').then((it) => it.content) },
      stored: { version: 2, content: { resultsLinks: ['https://example.org/1'] }, savedBy: 'frenchFounder' },
    });
    expect(good(await people.get('frenchFounder', `${url}/versions`)).items).toEqual([]);
  });

  it('given a submitted one, when it is edited, then its versions are listed, and the draft’s version is stale', async () => {
    const projectId = await people.completed();
    const url = `/api/label-applications/${await people.labelDraft('greekFounder', projectId)}`;
    const drafted = await people.etag('greekFounder', url);
    good(await people.post('greekFounder', `${url}/submit`));
    const edit = { content: { ...(await people.labelContent()), resultsLinks: ['https://example.org/map'] } };

    const stale = await people.put('greekFounder', url, edit, drafted);
    const edited = await people.put('greekFounder', url, edit, '"submitted-1"');
    const again = await people.put('greekFounder', url, edit, '"submitted-1"');

    expect([stale.statusCode, stale.json().versions.stored.etag]).toEqual([412, '"submitted-1"']);
    expect([edited.statusCode, edited.json().kind, edited.headers.etag]).toEqual([200, 'applied', '"submitted-2"']);
    expect([again.statusCode, again.json().kind, again.headers.etag]).toEqual([200, 'saved', '"submitted-2"']);
    const { items } = good(await people.get('greekFounder', `${url}/versions`));
    expect(items).toEqual(
      [2, 1].map((version) => ({
        version,
        receivedAt: expect.any(String),
        sentBy: 'greekFounder',
        isFrozen: false,
      })),
    );
    expect((await people.get('frenchFounder', `${url}/versions`)).statusCode).toBe(404);
  });

  it('given an edit whose answer was lost, when it is sent again with its key and version, then it is the same command', async () => {
    const url = `/api/label-applications/${await people.labelDraft('greekFounder', await people.completed())}`;
    good(await people.post('greekFounder', `${url}/submit`));
    const edit = { content: { ...(await people.labelContent()), resultsLinks: ['https://example.org/once'] } };
    const headers = { 'idempotency-key': 'one edit', 'if-match': '"submitted-1"' };

    const first = good(await putWith('greekFounder', url, edit, headers));
    const second = good(await putWith('greekFounder', url, edit, headers));

    expect(second.commandId).toBe(first.commandId);
    expect(good(await people.get('greekFounder', `/api/commands/${first.commandId}`)).commandId).toBe(first.commandId);
  });
});
