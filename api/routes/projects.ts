import { z } from 'zod';
import { closureSchema, completionSchema, withdrawalSchema } from '../../domain/closing-content.js';
import { projectContentSchema } from '../../domain/project-content.js';
import { PROJECT_STATUSES } from '../../domain/vocabulary.js';
import { closeProject } from '../../usecases/close-project.js';
import { completeProject } from '../../usecases/complete-project.js';
import { listProjectVersions } from '../../usecases/list-project-versions.js';
import { listProjects } from '../../usecases/list-projects.js';
import { readHistory } from '../../usecases/read-history.js';
import { readProject } from '../../usecases/read-project.js';
import { resubmitProject, submittedVersion } from '../../usecases/resubmit-project.js';
import { submitProject } from '../../usecases/submit-project.js';
import { withdrawProject } from '../../usecases/withdraw-project.js';
import { commandAnswers, sendCommand } from '../answers/command.js';
import { historyEntrySchema } from '../answers/history.js';
import { projectSummarySchema, projectVersionsSchema, projectViewSchema } from '../answers/project.js';
import { actorOf } from '../bearer.js';
import { emptyBody } from '../empty-body.js';
import { commandHeaders, keyOf } from '../idempotency.js';
import { answers, idParams, operation, pageOf, pageQuery } from '../route-schema.js';
import { versionGiven, versionHeader, withEtag } from '../version.js';
import type { Routes } from './index.js';

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
    async (request, reply) => {
      const project = await readProject(deps, actorOf(request), request.params.projectId);
      return withEtag(reply, submittedVersion(project)).send(project);
    },
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

  app.get(
    '/projects/:projectId/versions',
    {
      schema: {
        ...operation('listProjectVersions', 'projects', 'What was submitted of a project, version by version'),
        params: idParams('projectId'),
        response: answers({ 200: projectVersionsSchema }, 'notFound'),
      },
    },
    async (request) => ({ items: await listProjectVersions(deps, actorOf(request), request.params.projectId) }),
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
    '/projects/:projectId/resubmit',
    {
      schema: {
        ...operation(
          'resubmitProject',
          'projects',
          'Resubmit my project, as a council or an NSO asked (R-1.4.a, R-1.4.f)',
        ),
        params: idParams('projectId'),
        headers: commandHeaders.extend(versionHeader),
        body: z.strictObject({ content: projectContentSchema }),
        response: answers(
          commandAnswers,
          'idempotencyKeyMissing',
          'invalid',
          'notFound',
          'notAFounder',
          'versionMissing',
          'versionConflict',
          'submissionIncomplete',
          'nothingChanged',
          'wrongStatus',
        ),
      },
    },
    async (request, reply) => {
      const revision = { content: request.body.content, version: versionGiven(request) };
      const { projectId } = request.params;
      return sendCommand(reply, await resubmitProject(deps, actorOf(request), keyOf(request), projectId, revision));
    },
  );

  app.post(
    '/projects/:projectId/close',
    {
      schema: {
        ...operation('closeProject', 'projects', 'Close an active project that my NSO approved, with reasons'),
        params: idParams('projectId'),
        headers: commandHeaders,
        body: closureSchema,
        response: answers(
          commandAnswers,
          'idempotencyKeyMissing',
          'invalid',
          'notFound',
          'notYourNso',
          'conflictOfInterest',
          'wrongStatus',
        ),
      },
    },
    async (request, reply) =>
      sendCommand(
        reply,
        await closeProject(deps, actorOf(request), keyOf(request), request.params.projectId, request.body),
      ),
  );

  app.post(
    '/projects/:projectId/withdraw',
    {
      schema: {
        ...operation('withdrawProject', 'projects', 'Withdraw my project before it is active'),
        params: idParams('projectId'),
        headers: commandHeaders,
        body: withdrawalSchema,
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
        body: completionSchema,
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
