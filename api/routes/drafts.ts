import { z } from 'zod';
import { projectContentSchema } from '../../domain/project-content.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { editProjectDraft } from '../../usecases/edit-project-draft.js';
import { readProjectDraft } from '../../usecases/read-project-draft.js';
import { projectDraftSchema } from '../answers/project-draft.js';
import { actorOf } from '../bearer.js';
import { answers, idParams, operation, rulebookIdSchema } from '../route-schema.js';
import type { Routes } from './index.js';

/** Drafts of projects: nobody but their owner sees them, and nothing is decided about them. */
export const draftRoutes: Routes = async (app, { deps }) => {
  app.post(
    '/projects',
    {
      schema: {
        ...operation('createProjectDraft', 'projects', 'Begin a project'),
        body: z.strictObject({ content: projectContentSchema, rulebookId: rulebookIdSchema.exactOptional() }),
        response: answers({ 201: projectDraftSchema }, 'invalid', 'notRegistered'),
      },
    },
    async (request, reply) => {
      const draft = await createProjectDraft(deps, actorOf(request), request.body);
      return reply.code(201).header('location', `/api/projects/${draft.projectId}/draft`).send(draft);
    },
  );

  app.get(
    '/projects/:projectId/draft',
    {
      schema: {
        ...operation('readProjectDraft', 'projects', 'My draft, and what is still missing in it'),
        params: idParams('projectId'),
        response: answers({ 200: projectDraftSchema }, 'notFound'),
      },
    },
    (request) => readProjectDraft(deps, actorOf(request), request.params.projectId),
  );

  app.put(
    '/projects/:projectId/draft',
    {
      schema: {
        ...operation('editProjectDraft', 'projects', 'Save my draft'),
        params: idParams('projectId'),
        body: z.strictObject({
          content: projectContentSchema,
          version: z.int().min(1).describe('The version that was read; another one meanwhile is a conflict'),
        }),
        response: answers({ 200: projectDraftSchema }, 'invalid', 'notFound', 'versionConflict', 'alreadySubmitted'),
      },
    },
    (request) => editProjectDraft(deps, actorOf(request), request.params.projectId, request.body),
  );
};
