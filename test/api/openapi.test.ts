import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningApi, runningApi } from './support/running-api.js';

interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: { $ref?: string } }> }>;
}

let api: RunningApi;
let document: { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: object } };
let operations: [name: string, operation: Operation][];
beforeAll(async () => {
  api = await runningApi('openapi');
  document = (await api.app.inject('/openapi.json')).json();
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  );
});
afterAll(() => api.close());

/** Commands: what is taken in once, however often it is sent. */
const COMMANDS = [
  'submitProject',
  'resubmitProject',
  'withdrawProject',
  'closeProject',
  'completeProject',
  'decideTask',
  'inviteTeacher',
  'answerInvitation',
  'withdrawInvitation',
  'handOver',
  'leaveProject',
  'removeMember',
  'applyForLabel',
  'editLabelApplication',
];

describe('the OpenAPI document', () => {
  it('is of version 3.1 and needs no token to be read', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it('describes every JSON route of the API, and no page', () => {
    const described = operations.map(([name]) => name.replace(/\{(\w+)\}/g, ':$1')).sort();
    const routes = api.routes().filter((route) => /^\w+ \/(api|health)\//.test(route));

    expect(described).toEqual(routes.sort());
    expect(described.length).toBeGreaterThan(20);
  });

  it('gives every operation a name of its own, a summary and one tag', () => {
    const ids = operations.map(([, operation]) => operation.operationId);

    expect(new Set(ids).size).toBe(ids.length);
    for (const [name, { operationId, summary, tags }] of operations) {
      expect([name, operationId, summary, tags?.length]).toEqual([name, expect.any(String), expect.any(String), 1]);
    }
  });

  it('asks for a bearer token everywhere but at the health checks', () => {
    const open = operations.filter(([, operation]) => operation.security?.length === 0).map(([name]) => name);

    expect(open).toEqual(['get /health/live', 'get /health/ready']);
  });

  it('asks for an Idempotency-Key at every command, and nowhere else', () => {
    const keyed = operations.filter(([, operation]) =>
      operation.parameters?.some(
        (parameter) => parameter.in === 'header' && parameter.name === 'idempotency-key' && parameter.required,
      ),
    );

    expect(keyed.map(([, operation]) => operation.operationId).sort()).toEqual([...COMMANDS].sort());
  });

  it('says of every operation with a token how a refusal looks', () => {
    for (const [name, operation] of operations.filter(([, each]) => each.security?.length !== 0)) {
      const schema = operation.responses.default?.content?.['application/problem+json']?.schema;
      expect([name, schema?.$ref]).toEqual([name, '#/components/schemas/Problem']);
    }
  });

  it('refers to nothing that it does not define, and defines nothing that it does not refer to', () => {
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );

    expect([...new Set(references)].sort()).toEqual(Object.keys(document.components.schemas).sort());
  });

  it('lets no input through that has no bounds', () => {
    const unbounded: string[] = [];
    for (const [name, operation] of operations) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      if (schema !== undefined) findUnbounded(schema, name, unbounded);
    }

    expect(unbounded).toEqual([]);
  });

  it('can be read as a page, under a policy that allows no inline script', async () => {
    const page = await api.app.inject('/docs/');

    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self';/);
    expect(page.body).not.toMatch(/<script>(?!<)/);
  });

  it('explains every problem code at the address that problems name', async () => {
    const answer = await api.app.inject({ url: '/docs/problems/alreadyDecided', headers: { 'accept-language': 'el' } });

    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-language']).toBe('el');
    expect((await api.app.inject('/docs/problems/nonsense')).statusCode).toBe(404);
  });
});

/** Strings need a length, a pattern, a format or a list; arrays a length; objects must be closed. */
function findUnbounded(schema: unknown, path: string, found: string[]): void {
  if (typeof schema !== 'object' || schema === null) return;
  const { type, maxLength, pattern, format, maxItems, additionalProperties, prefixItems, ...rest } = schema as Record<
    string,
    unknown
  >;
  const choice = 'enum' in rest || 'const' in rest;
  if (type === 'string' && !choice && maxLength === undefined && pattern === undefined && format === undefined)
    found.push(path);
  if (type === 'array' && maxItems === undefined && prefixItems === undefined) found.push(path);
  if (type === 'object' && additionalProperties !== false) found.push(path);
  for (const [key, value] of Object.entries(rest)) findUnbounded(value, `${path}.${key}`, found);
  if (Array.isArray(prefixItems)) for (const item of prefixItems) findUnbounded(item, `${path}[]`, found);
}
