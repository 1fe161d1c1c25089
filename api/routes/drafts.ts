import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { projectContentSchema } from '../../domain/project-content.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { editProjectDraft } from '../../usecases/edit-project-draft.js';
import type { ProjectDraft } from '../../usecases/project-draft.js';
import { readProjectDraft } from '../../usecases/read-project-draft.js';
import { projectDraftSchema } from '../answers/project-draft.js';
import { actorOf } from '../bearer.js';
import { answers, idParams, operation, rulebookIdSchema } from '../route-schema.js';
import { editHeaders, versionGiven, withEtag } from '../version.js';
import type { Routes } from './index.js';

/**
 * Drafts of projects, about which nothing is decided yet. Whoever began one and its founders write it; the others whom it
 * names, the heads of their schools and the CSS read it too.
 */
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
      return send(reply.code(201).header('location', `/api/projects/${draft.projectId}/draft`), draft);
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
    async (request, reply) => send(reply, await readProjectDraft(deps, actorOf(request), request.params.projectId)),
  );

  app.put(
    '/projects/:projectId/draft',
    {
      schema: {
        ...operation('editProjectDraft', 'projects', 'Save my draft; the same content again is no new version'),
        params: idParams('projectId'),
        headers: editHeaders,
        body: z.strictObject({ content: projectContentSchema }),
        response: answers(
          { 200: projectDraftSchema },
          'invalid',
          'notFound',
          'versionMissing',
          'versionConflict',
          'alreadySubmitted',
        ),
      },
    },
    async (request, reply) => {
      const edit = { content: request.body.content, version: versionGiven(request) };
      return send(reply, await editProjectDraft(deps, actorOf(request), request.params.projectId, edit));
    },
  );
};

function send(reply: FastifyReply, draft: ProjectDraft): FastifyReply {
  return withEtag(reply, { stage: 'draft', number: draft.version }).send(draft);
}
