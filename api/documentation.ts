// What programs and their authors read: the OpenAPI document, a page to try it, and a page for each problem code.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { translator } from '../messages/translate.js';
import { PROBLEM_CODES, PROBLEM_STATUS, Problem } from '../usecases/problem.js';
import { acceptedLanguage } from './accept-language.js';
import { emptyBody } from './empty-body.js';

/** Swagger UI writes style attributes; nothing else is looser than on the pages. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

const TAGS = {
  projects: 'Projects, from the draft to completion',
  team: 'Who joins and leaves an active project, and who is its founder',
  tasks: 'What waits for a head or an evaluator',
  'label applications': 'Applications for the National Quality Label',
  programme: 'The rules and dates of the programme',
  people: 'Who I am, and whom I can work with',
  imports: 'Schools and people from other registers',
  commands: 'What became of what was asked',
  health: 'For those who run the product',
};
export type Tag = keyof typeof TAGS;

/** Registered on the root before any route, so that it sees them all. */
export const documentation = fp(async (app: FastifyInstance, { publicUrl }: { publicUrl: string }) => {
  await app.register(swagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'eTwinning approvals',
        version: '1.0.0',
        description:
          'Projects, their approval, and the National Quality Label. Commands carry an Idempotency-Key; every refusal is a ' +
          'problem (RFC 9457) with a stable code, the rule of the circular that decided it and a sentence for people. ' +
          'An edit names the version from which it was made: If-Match with the ETag that was read (428 without, 412 with ' +
          'both versions when there is a newer one); the content that is there already makes no new version.',
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      },
      servers: [{ url: publicUrl }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'Access token of the sign-in provider',
          },
        },
      },
      security: [{ bearer: [] }],
    },
    transform: (route) => jsonSchemaTransform(withoutEmptyBody(route)),
    transformObject: (document) => withoutUnusedSchemas(jsonSchemaTransformObject(document)),
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: DOCS_POLICY, uiConfig: { deepLinking: true } });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());

  app.get<{ Params: { code: string } }>('/docs/problems/:code', { schema: { hide: true } }, async (request, reply) => {
    const code = PROBLEM_CODES.find((known) => known === request.params.code);
    if (code === undefined) throw new Problem('notFound');
    const language = acceptedLanguage(request.headers['accept-language']);
    const sentence = translator(language)(`problem.${code}`);
    reply.type('text/plain; charset=utf-8').header('content-language', language).header('vary', 'accept-language');
    return `${code} (HTTP ${PROBLEM_STATUS[code]})\n\n${sentence}\n`;
  });
});

type RouteToDescribe = Parameters<typeof jsonSchemaTransform>[0];

/** A body that may only be left out is not worth describing. */
function withoutEmptyBody(route: RouteToDescribe): RouteToDescribe {
  if (route.schema?.body !== emptyBody) return route;
  const { body: _, ...schema } = route.schema;
  return { ...route, schema };
}

/** Each named schema comes twice, as input and as output; only what something refers to is kept. */
function withoutUnusedSchemas<Document extends object>(document: Document): Document {
  const { components } = document as { components?: { schemas?: Record<string, unknown> } };
  const schemas = components?.schemas ?? {};
  for (;;) {
    const text = JSON.stringify(document);
    const unused = Object.keys(schemas).filter((name) => !text.includes(`"#/components/schemas/${name}"`));
    if (unused.length === 0) return document;
    for (const name of unused) delete schemas[name];
  }
}
