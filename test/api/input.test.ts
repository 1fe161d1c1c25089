import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InjectOptions } from 'fastify';
import { draftContent, member } from './support/draft-content.js';
import { type RunningApi, runningApi } from './support/running-api.js';

let api: RunningApi;
let teacher: string;
let authorization: string;
beforeAll(async () => {
  api = await runningApi('input');
  teacher = (await api.person({ registeredTeacher: true })).subject;
  authorization = `Bearer ${await api.issuer.token(teacher)}`;
});
afterAll(() => api.close());

const create = (body: unknown) =>
  api.send(teacher, { method: 'POST', url: '/api/projects', payload: body as NonNullable<InjectOptions['payload']> });
const raw = (
  payload: string | Buffer,
  type: string | undefined,
  url = '/api/projects',
  method: 'POST' | 'PUT' = 'POST',
) =>
  api.app.inject({
    method,
    url,
    payload,
    headers: {
      authorization,
      'idempotency-key': randomUUID(),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
  });
const countDrafts = async () =>
  Number(
    (
      await api.owner
        .selectFrom('drafts')
        .select((is) => is.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

describe('an input that does not fit', () => {
  it.each([
    ['an unknown field', { content: { ...draftContent(), canary: 1 } }, 'content.canary', 'unknownField'],
    ['an unknown field beside it', { content: draftContent(), status: 'active' }, 'status', 'unknownField'],
    ['a wrong type', { content: { ...draftContent(), title: 7 } }, 'content.title', 'wrongType'],
    ['a missing field', { content: { ...draftContent(), founders: undefined } }, 'content.founders', 'required'],
    [
      'a title that is too long',
      { content: { ...draftContent(), title: 'x'.repeat(501) } },
      'content.title',
      'tooLong',
    ],
    [
      'a title of several lines',
      { content: { ...draftContent(), title: 'a\r\nBcc: b' } },
      'content.title',
      'invalidValue',
    ],
    [
      'a character that cannot be kept',
      { content: { ...draftContent(), goals: 'a\u0000b' } },
      'content.goals',
      'invalidValue',
    ],
    [
      'an id that is none',
      { content: { ...draftContent(), founders: [member(), { ...member(), teacherId: 'x' }] } },
      'content.founders.1.teacherId',
      'wrongFormat',
    ],
    ['nothing', {}, 'content', 'required'],
    ['a list', [], '', 'wrongType'],
  ])('%s is named, and nothing is changed', async (_what, body, field, code) => {
    const before = await countDrafts();

    const answer = await create(body);

    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'invalid' });
    expect(answer.json().fields).toContainEqual(expect.objectContaining({ field, code }));
    expect(await countDrafts()).toBe(before);
  });

  it('is named in the query too', async () => {
    for (const [query, field] of [
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['limit=ten', 'limit'],
      ['list=everything', 'list'],
      ['order=asc', 'order'],
      ['list=mine&list=group', 'list'],
    ]) {
      const answer = await api.send(teacher, { url: `/api/tasks?${query}` });
      expect([query, answer.statusCode, answer.json().fields?.[0]?.field]).toEqual([query, 422, field]);
    }
  });

  it('is never repeated in the answer', async () => {
    const answer = await create({ content: { ...draftContent(), language: 'canary-value', title: ['canary-value'] } });

    expect(answer.body).not.toContain('canary-value');
  });

  it('is refused when it is larger than 64 KiB, before anything reads it', async () => {
    const answer = await create({ content: { ...draftContent(), goals: 'x'.repeat(70_000) } });

    expect([answer.statusCode, answer.json().code]).toEqual([413, 'bodyTooLarge']);
  });

  it.each([
    '{',
    '{"content":',
    'null;',
    '{"content":{},}',
    '﻿{}x',
    '',
    '{"__proto__":{"a":1}}',
    '{"content":{"constructor":{"prototype":{}}}}',
  ])('is malformed as %s', async (text) => {
    const answer = await raw(text, 'application/json');

    expect([answer.statusCode, answer.json().code]).toEqual([400, 'malformed']);
    expect(answer.body).not.toMatch(/JSON|position|token/);
  });
});

describe('a content type', () => {
  const UNFIT = [
    undefined,
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonx',
    'application/ json',
    'application/json ,text/plain',
    'application/json,application/json',
    'application',
    'application/',
    '/json',
    ';application/json',
    'application/*',
    'application /json',
    'application\\json',
    'application//json',
    '"application/json"',
    'json',
    '*/*',
    'application/problem+json',
    'application/vnd.api+json',
    'application/octet-stream',
  ];

  it.each(UNFIT)('other than JSON is refused on every route that takes a body: %s', async (type) => {
    const takers = api.routes().filter((route) => /^(post|put) \/api\//.test(route));
    expect(takers.length).toBeGreaterThan(10);

    for (const taker of takers) {
      const [method = '', pattern = ''] = taker.split(' ');
      const url = pattern.replace(/:\w+/g, randomUUID());
      const answer = await raw('{"a":1}', type, url, method.toUpperCase() as 'POST' | 'PUT');
      expect([taker, type, [400, 415].includes(answer.statusCode)]).toEqual([taker, type, true]);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    }
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON'])(
    'of JSON is accepted: %s',
    async (type) => {
      const answer = await raw('{}', type);

      expect(answer.json().code).toBe('invalid');
    },
  );
});

describe('an Idempotency-Key', () => {
  const command = (headers: Record<string, string>) =>
    api.app.inject({
      method: 'POST',
      url: `/api/projects/${randomUUID()}/withdraw`,
      payload: { reason: 'We found no partner.' },
      headers: { authorization, ...headers },
    });

  it.each([
    ['missing', {}],
    ['empty', { 'idempotency-key': '' }],
    ['longer than 100 characters', { 'idempotency-key': 'x'.repeat(101) }],
    ['not ASCII', { 'idempotency-key': 'κλειδί' }],
  ])('that is %s is asked for', async (_what, headers) => {
    const answer = await command(headers as Record<string, string>);

    expect([answer.statusCode, answer.json().code]).toEqual([400, 'idempotencyKeyMissing']);
  });

  it('that is good lets the command on to what is asked of it', async () => {
    const answer = await command({ 'idempotency-key': 'my key 1' });

    expect([answer.statusCode, answer.json().code]).toEqual([404, 'notFound']);
  });
});
