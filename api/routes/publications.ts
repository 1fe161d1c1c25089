import { z } from 'zod';
import { publicationSchema } from '../../domain/publication.js';
import { confirmPublication, withdrawPublication } from '../../usecases/publications/close-publication.js';
import { proposePublication } from '../../usecases/publications/propose-publication.js';
import { readPublication, readPublications } from '../../usecases/publications/read-publications.js';
import { publicationAnswerSchema, publicationPreviewSchema, publicationRowSchema } from '../answers/publication.js';
import { actorOf } from '../bearer.js';
import { answers, idParams, operation } from '../route-schema.js';
import type { Routes } from './index.js';

/** A rulebook of 44 NSOs with their closed days. */
const BODY_LIMIT_BYTES = 512 * 1024;

const params = idParams('publicationId');
const closing = ['notYourRole', 'notFound', 'publicationClosed'] as const;

/** Rulebooks and periods, published by two administrators. */
export const publicationRoutes: Routes = async (app, { deps }) => {
  app.post(
    '/publications',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        ...operation(
          'proposePublication',
          'programme',
          'Propose a rulebook, or a period of a published one; another administrator publishes it',
        ),
        querystring: z.strictObject({
          preview: z.stringbool().default(false).describe('Tell what it would do, and keep nothing'),
        }),
        body: publicationSchema,
        response: answers(
          { 200: publicationPreviewSchema, 201: publicationPreviewSchema },
          'invalid',
          'notFound',
          'notYourRole',
          'bodyTooLarge',
        ),
      },
    },
    async (request, reply) => {
      const { preview } = request.query;
      const proposed = await proposePublication(deps, actorOf(request), { publication: request.body, preview });
      if (proposed.publicationId === null) return proposed;
      return reply.code(201).header('location', `/api/publications/${proposed.publicationId}`).send(proposed);
    },
  );

  app.get(
    '/publications',
    {
      schema: {
        ...operation('listPublications', 'programme', 'What was proposed, what waits for a second person first'),
        response: answers({ 200: z.object({ items: z.array(publicationRowSchema) }) }, 'notYourRole'),
      },
    },
    async (request) => ({ items: await readPublications(deps, actorOf(request)) }),
  );

  app.get(
    '/publications/:publicationId',
    {
      schema: {
        ...operation('readPublication', 'programme', 'What was proposed, and whom it is about now'),
        params,
        response: answers({ 200: publicationAnswerSchema }, 'notYourRole', 'notFound'),
      },
    },
    (request) => readPublication(deps, actorOf(request), request.params.publicationId),
  );

  app.post(
    '/publications/:publicationId/confirm',
    {
      schema: {
        ...operation('confirmPublication', 'programme', 'Publish what another administrator proposed'),
        params,
        response: answers({ 200: publicationAnswerSchema }, ...closing, 'fourEyes', 'invalid'),
      },
    },
    (request) => confirmPublication(deps, actorOf(request), request.params.publicationId),
  );

  app.post(
    '/publications/:publicationId/withdraw',
    {
      schema: {
        ...operation('withdrawPublication', 'programme', 'Put away what was proposed'),
        params,
        response: answers({ 200: publicationAnswerSchema }, ...closing),
      },
    },
    (request) => withdrawPublication(deps, actorOf(request), request.params.publicationId),
  );
};
