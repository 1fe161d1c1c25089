// Bodies that are meant to do harm: refused on every route, and nothing is changed.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { evaluation } from '../support/contents.js';
import { publishProgramme } from '../support/programme.js';
import { draftContent, member } from './support/draft-content.js';
import { expectRefused, rowCounts } from './support/hostile.js';
import { HOSTILE_BODIES, HOSTILE_TEXTS } from './support/hostile-bodies.js';
import { type RunningApi, runningApi } from './support/running-api.js';
import { good } from './support/story.js';

let api: RunningApi;
let authorization: string;
let draftUrl: string;
let draft: object;
beforeAll(async () => {
  api = await runningApi('hostile_bodies');
  const { subject } = await api.person({ registeredTeacher: true, roles: [{ role: 'systemAdministrator' }] });
  authorization = `Bearer ${await api.issuer.token(subject)}`;
  await publishProgramme(api.owner);
  const made = await send('POST', '/api/projects', JSON.stringify({ content: project() }));
  draft = good(made, 201);
  draftUrl = String(made.headers.location);
});
afterAll(() => api.close());

const project = () => ({ ...draftContent(), partners: [member()] });
const label = () => ({
  selfAssessment: [{ criterion: 'collaboration', text: 'Weekly.' }],
  twinspaceDeclaration: { activities: true, communication: true, record: true },
  resultsLinks: ['https://example.org/'],
});
const send = (method: 'POST' | 'PUT', url: string, payload: string | Buffer) =>
  api.app.inject({
    method,
    url,
    payload,
    headers: {
      authorization,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      'if-match': '"draft-1"',
    },
  });

describe.each(HOSTILE_BODIES)('given %s as the body', (what, body) => {
  it('when it is sent to every route that takes one, then each refuses it and nothing is changed', async () => {
    const before = await rowCounts(api.owner);
    const takers = api.routes().filter((route) => /^(post|put) \/api\//.test(route));

    for (const taker of takers) {
      const [method = '', pattern = ''] = taker.split(' ');
      const url = pattern === '/api/projects/:projectId/draft' ? draftUrl : pattern.replace(/:\w+/g, randomUUID());
      expectRefused(await send(method.toUpperCase() as 'POST' | 'PUT', url, body), `${what} to ${taker}`);
    }

    expect(takers.length).toBeGreaterThan(10);
    expect(await rowCounts(api.owner)).toEqual(before);
    expect((await api.app.inject({ url: draftUrl, headers: { authorization } })).json()).toEqual(draft);
  });
});

const withTitle = (title: Buffer) => {
  const [before = '', after = ''] = JSON.stringify({ content: { ...project(), title: '%' } }).split('%');
  return Buffer.concat([Buffer.from(before), title, Buffer.from(after)]);
};

describe.each([
  [
    'two contents',
    () => JSON.stringify({ content: project() }).replace('{', `{"content":${JSON.stringify(project())},`),
  ],
  ['two titles', () => withTitle(Buffer.from('One","title":"Two'))],
  ['two titles, one of them escaped', () => withTitle(Buffer.from('One","t\\u0069tle":"Two'))],
  ['a title in Latin-1', () => withTitle(Buffer.from('Caf\u00e9', 'latin1'))],
  ['a title with a surrogate in UTF-8', () => withTitle(Buffer.from([0xed, 0xa0, 0xbd]))],
  ['a title that ends in half a character', () => withTitle(Buffer.from([0x41, 0xce]))],
  ['a title in an overlong form', () => withTitle(Buffer.from([0xc1, 0x81]))],
] as const)('given a project that would be good but for %s', (what, body) => {
  it('when it is begun or saved, then it is malformed and nothing is changed', async () => {
    const before = await rowCounts(api.owner);

    for (const [method, url] of [
      ['POST', '/api/projects'],
      ['PUT', draftUrl],
    ] as const) {
      const answer = await send(method, url, body());
      expect([what, answer.statusCode, answer.json().code]).toEqual([what, 400, 'malformed']);
    }

    expect(await rowCounts(api.owner)).toEqual(before);
  });
});

it('given texts that look like names and braces, when they are sent, then they are texts', async () => {
  const title = 'a","a":{"a":[\\"{[]}';
  const answer = await send('POST', '/api/projects', JSON.stringify({ content: { ...project(), title } }));

  expect(good(answer, 201).content.title).toBe(title);
});

/** Every text in a body, replaced one after the other. */
function* withEachText(body: unknown, text: string): Generator<[path: string, body: unknown]> {
  if (typeof body === 'string') yield ['', text];
  if (typeof body !== 'object' || body === null) return;
  for (const [key, value] of Object.entries(body)) {
    for (const [path, changed] of withEachText(value, text)) {
      const copy = structuredClone(body) as Record<string, unknown>;
      copy[key] = changed;
      yield [`${key}.${path}`, copy];
    }
  }
}

describe.each(HOSTILE_TEXTS)('given %s as a text', (what, text) => {
  const id = randomUUID();
  it.each([
    ['POST', '/api/projects', { content: project() }],
    ['POST', `/api/projects/${id}/label-applications`, { content: label() }],
    ['PUT', `/api/label-applications/${id}`, { content: label() }],
    ['POST', `/api/projects/${id}/withdraw`, { reason: 'No partner.' }],
    ['POST', `/api/projects/${id}/complete`, { summary: 'Done.' }],
    ['POST', `/api/tasks/${id}/decide`, { outcome: 'reject', reason: 'No.' }],
    ['POST', `/api/tasks/${id}/decide`, evaluation()],
    ['POST', '/api/rehearsals', { rulebookId: 'gr-2021-2022', programmeAt: '2022-01-01T00:00:00.000Z', ratio: 10 }],
  ] as const)(
    'when it stands in any field of %s %s, then it is refused and nothing is changed',
    async (method, url, body) => {
      const before = await rowCounts(api.owner);

      for (const [path, changed] of withEachText(structuredClone(body), text)) {
        const answer = await send(method, url, JSON.stringify(changed));
        expectRefused(answer, `${what} in ${path}`);
        // Seen before anything is looked up, so that the records never meet it.
        expect([path, [413, 422].includes(answer.statusCode)]).toEqual([path, true]);
      }

      expect(await rowCounts(api.owner)).toEqual(before);
    },
  );

  it('when it stands in any field of a draft, then the draft stays as it was', async () => {
    for (const [path, changed] of withEachText({ content: project() }, text)) {
      const answer = await send('PUT', draftUrl, JSON.stringify(changed));
      expect([path, answer.statusCode]).toEqual([path, what === 'a megabyte' ? 413 : 422]);
    }

    expect((await api.app.inject({ url: draftUrl, headers: { authorization } })).json()).toEqual(draft);
  });
});

describe.each([1e308, -1e308, 1e21, 2 ** 53, 0.5, -1, Number.MIN_VALUE])('given %d as a number', (number) => {
  it('when it stands for ages, points or a clock, then it is refused', async () => {
    const pupils = { kind: 'wholeSection', ageFrom: number, ageTo: number };
    const scores = evaluation().scores.map((score) => ({ ...score, points: number }));
    for (const [url, body] of [
      ['/api/projects', { content: { ...project(), pupils } }],
      [`/api/tasks/${randomUUID()}/decide`, { ...evaluation(), scores }],
      ['/api/rehearsals', { rulebookId: 'gr-2021-2022', programmeAt: '2022-01-01T00:00:00.000Z', ratio: number }],
    ] as const) {
      expectRefused(await send('POST', url, JSON.stringify(body)), `${number} to ${url}`);
    }
  });
});
