import { z } from 'zod';
import { programmeClockSchema } from '../../domain/programme-clock.js';
import { listPeriods } from '../../usecases/list-periods.js';
import { readCatalogue } from '../../usecases/read-catalogue.js';
import { readPeriodProgress } from '../../usecases/read-period-progress.js';
import { readRulebook } from '../../usecases/read-rulebook.js';
import { startRehearsal } from '../../usecases/start-rehearsal.js';
import {
  catalogueAnswerSchema,
  periodProgressSchema,
  periodSchema,
  rulebookAnswerSchema,
} from '../answers/programme.js';
import { actorOf } from '../bearer.js';
import { answers, operation, periodIdSchema, rulebookIdSchema } from '../route-schema.js';
import type { Routes } from './index.js';

const rulebookParams = z.strictObject({ rulebookId: rulebookIdSchema });

/** The rules and dates of the programme, and rehearsals of a year on a fast clock. */
export const programmeRoutes: Routes = async (app, { deps }) => {
  app.get(
    '/rulebooks/current',
    {
      schema: {
        ...operation('readCurrentRulebook', 'programme', 'The rulebook for new projects'),
        response: answers({ 200: rulebookAnswerSchema }, 'notFound'),
      },
    },
    (request) => readRulebook(deps, actorOf(request)),
  );

  app.get(
    '/rulebooks/:rulebookId',
    {
      schema: {
        ...operation('readRulebook', 'programme', 'A rulebook: a project keeps the one it was submitted under'),
        params: rulebookParams,
        response: answers({ 200: rulebookAnswerSchema }, 'notFound'),
      },
    },
    (request) => readRulebook(deps, actorOf(request), request.params.rulebookId),
  );

  app.get(
    '/rulebooks/current/catalogue',
    {
      schema: {
        ...operation('readCurrentCatalogue', 'programme', 'Kits, links and help of the rulebook for new projects'),
        response: answers({ 200: catalogueAnswerSchema }, 'notFound'),
      },
    },
    () => readCatalogue(deps),
  );

  app.get(
    '/rulebooks/:rulebookId/catalogue',
    {
      schema: {
        ...operation('readCatalogue', 'programme', 'What a rulebook tells people beside its rules: kits, links, help'),
        params: rulebookParams,
        response: answers({ 200: catalogueAnswerSchema }, 'notFound'),
      },
    },
    (request) => readCatalogue(deps, request.params.rulebookId),
  );

  app.get(
    '/periods',
    {
      schema: {
        ...operation('listPeriods', 'programme', 'Evaluation periods of the label, with their deadlines'),
        querystring: z.strictObject({ rulebookId: rulebookIdSchema.exactOptional() }),
        response: answers({ 200: z.object({ items: z.array(periodSchema) }) }, 'invalid', 'notFound'),
      },
    },
    async (request) => ({ items: await listPeriods(deps, actorOf(request), request.query) }),
  );

  app.get(
    '/periods/:periodId/progress',
    {
      schema: {
        ...operation('readPeriodProgress', 'programme', 'How far the NSOs are with the applications of a period'),
        params: z.strictObject({ periodId: periodIdSchema }),
        response: answers({ 200: z.object({ items: z.array(periodProgressSchema) }) }, 'notFound', 'notYourRole'),
      },
    },
    async (request) => ({ items: await readPeriodProgress(deps, actorOf(request), request.params.periodId) }),
  );

  app.post(
    '/rehearsals',
    {
      schema: {
        ...operation('startRehearsal', 'programme', 'Publish a copy of a rulebook whose year runs on a fast clock'),
        body: programmeClockSchema.pick({ programmeAt: true, ratio: true }).extend({ rulebookId: rulebookIdSchema }),
        response: answers({ 201: z.object({ rulebookId: z.string() }) }, 'invalid', 'notFound', 'notYourRole'),
      },
    },
    async (request, reply) => {
      const rehearsal = await startRehearsal(deps, actorOf(request), request.body);
      const location = `/api/rulebooks/${encodeURIComponent(rehearsal.rulebookId)}`;
      return reply.code(201).header('location', location).send(rehearsal);
    },
  );
};
