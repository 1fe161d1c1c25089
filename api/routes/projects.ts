import { z } from 'zod';
import { text } from '../../domain/text.js';
import { PROJECT_STATUSES } from '../../domain/vocabulary.js';
import { completeProject } from '../../usecases/complete-project.js';
import { listProjects } from '../../usecases/list-projects.js';
import { readHistory } from '../../usecases/read-history.js';
import { readProject } from '../../usecases/read-project.js';
import { submitProject } from '../../usecases/submit-project.js';
import { withdrawProject } from '../../usecases/withdraw-project.js';
import { commandAnswers, sendCommand } from '../answers/command.js';
import { historyEntrySchema } from '../answers/history.js';
import { projectSummarySchema, projectViewSchema } from '../answers/project.js';
import { actorOf } from '../bearer.js';
import { emptyBody } from '../empty-body.js';
import { commandHeaders, keyOf } from '../idempotency.js';
import { answers, idParams, operation, pageOf, pageQuery } from '../route-schema.js';
import type { Routes } from './index.js';

/** Hard limits that keep a request small. */
const HARD_LIMITS = { reason: 5_000, summary: 20_000 } as const;

/** Submitted projects, and what their founders may ask of them. */
export const projectRoutes: Routes = async (app, { deps }) => {
  app.get(
    '/projects',
    {
      schema: {
        ...operation('listProjects', 'projects', 'Projects that I may see, my drafts among them'),
        querystring: z.strictObject({ ...pageQuery, status: z.enum([...PROJECT_STATUSES, 'draft']).exactOptional() }),
        response: answers({ 200: pageOf(projectSummarySchema) }, 'invalid'),
      },
    },
    (request) => listProjects(deps, actorOf(request), request.query),
  );

  app.get(
    '/projects/:projectId',
    {
      schema: {
        ...operation('readProject', 'projects', 'One project: where it stands, who has it, what I may do now'),
        params: idParams('projectId'),
        response: answers({ 200: projectViewSchema }, 'notFound'),
      },
    },
    (request) => readProject(deps, actorOf(request), request.params.projectId),
  );

  app.get(
    '/projects/:projectId/history',
    {
      schema: {
        ...operation('readHistory', 'projects', 'Everything that happened to a project and why, oldest first'),
        params: idParams('projectId'),
        response: answers({ 200: z.object({ entries: z.array(historyEntrySchema) }) }, 'notFound'),
      },
    },
    async (request) => ({ entries: await readHistory(deps, actorOf(request), request.params.projectId) }),
  );

  app.post(
    '/projects/:projectId/submit',
    {
      schema: {
        ...operation('submitProject', 'projects', 'Submit my draft (R-1.4.e)'),
        params: idParams('projectId'),
        headers: commandHeaders,
        body: emptyBody,
        response: answers(
          commandAnswers,
          'idempotencyKeyMissing',
          'notFound',
          'submissionIncomplete',
          'alreadySubmitted',
        ),
      },
    },
    async (request, reply) =>
      sendCommand(reply, await submitProject(deps, actorOf(request), keyOf(request), request.params.projectId)),
  );

  app.post(
    '/projects/:projectId/withdraw',
    {
      schema: {
        ...operation('withdrawProject', 'projects', 'Withdraw my project before it is active'),
        params: idParams('projectId'),
        headers: commandHeaders,
        body: z.strictObject({ reason: text(HARD_LIMITS.reason).min(1) }),
        response: answers(commandAnswers, 'idempotencyKeyMissing', 'invalid', 'notFound', 'notAFounder', 'wrongStatus'),
      },
    },
    async (request, reply) =>
      sendCommand(
        reply,
        await withdrawProject(deps, actorOf(request), keyOf(request), request.params.projectId, request.body),
      ),
  );

  app.post(
    '/projects/:projectId/complete',
    {
      schema: {
        ...operation('completeProject', 'projects', 'Say that my project is completed'),
        params: idParams('projectId'),
        headers: commandHeaders,
        body: z.strictObject({ summary: text(HARD_LIMITS.summary).min(1) }),
        response: answers(commandAnswers, 'idempotencyKeyMissing', 'invalid', 'notFound', 'notAFounder', 'wrongStatus'),
      },
    },
    async (request, reply) =>
      sendCommand(
        reply,
        await completeProject(deps, actorOf(request), keyOf(request), request.params.projectId, request.body),
      ),
  );
};
