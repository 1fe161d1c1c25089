import { z } from 'zod';
import { labelContentSchema } from '../../domain/label-content.js';
import { applyForLabel } from '../../usecases/apply-for-label.js';
import { createLabelDraft } from '../../usecases/create-label-draft.js';
import { editLabelApplication } from '../../usecases/edit-label-application.js';
import { versionOf } from '../../usecases/label-application-view.js';
import { listApplicationVersions } from '../../usecases/list-application-versions.js';
import { listLabelApplications } from '../../usecases/list-label-applications.js';
import { readLabelApplication } from '../../usecases/read-label-application.js';
import { appliedSchema, commandAnswers, sendCommand } from '../answers/command.js';
import { applicationVersionsSchema, labelApplicationSchema, savedSchema } from '../answers/label-application.js';
import { actorOf } from '../bearer.js';
import { emptyBody } from '../empty-body.js';
import { commandHeaders, keyOf } from '../idempotency.js';
import { answers, idParams, operation } from '../route-schema.js';
import { versionGiven, versionHeader, withEtag } from '../version.js';
import type { Routes } from './index.js';

const contentBody = z.strictObject({ content: labelContentSchema });

/** Each teacher's own applications for the National Quality Label. */
export const labelApplicationRoutes: Routes = async (app, { deps }) => {
  app.post(
    '/projects/:projectId/label-applications',
    {
      schema: {
        ...operation('createLabelDraft', 'label applications', 'Begin my application for a completed project'),
        params: idParams('projectId'),
        body: contentBody,
        response: answers(
          { 201: labelApplicationSchema },
          'invalid',
          'notFound',
          'notAMember',
          'wrongStatus',
          'alreadyApplied',
        ),
      },
    },
    async (request, reply) => {
      const { projectId } = request.params;
      const application = await createLabelDraft(deps, actorOf(request), projectId, request.body.content);
      const location = `/api/label-applications/${application.applicationId}`;
      return withEtag(reply.code(201).header('location', location), versionOf(application)).send(application);
    },
  );

  app.get(
    '/label-applications',
    {
      schema: {
        ...operation('listLabelApplications', 'label applications', 'My applications'),
        response: answers({ 200: z.object({ items: z.array(labelApplicationSchema) }) }),
      },
    },
    async (request) => ({ items: await listLabelApplications(deps, actorOf(request)) }),
  );

  app.get(
    '/label-applications/:applicationId',
    {
      schema: {
        ...operation(
          'readLabelApplication',
          'label applications',
          'One application, with its outcome once it is decided',
        ),
        params: idParams('applicationId'),
        response: answers({ 200: labelApplicationSchema }, 'notFound'),
      },
    },
    async (request, reply) => {
      const application = await readLabelApplication(deps, actorOf(request), request.params.applicationId);
      return withEtag(reply, versionOf(application)).send(application);
    },
  );

  app.get(
    '/label-applications/:applicationId/versions',
    {
      schema: {
        ...operation('listApplicationVersions', 'label applications', 'What I submitted, version by version'),
        params: idParams('applicationId'),
        response: answers({ 200: applicationVersionsSchema }, 'notFound'),
      },
    },
    async (request) => ({
      items: await listApplicationVersions(deps, actorOf(request), request.params.applicationId),
    }),
  );

  app.put(
    '/label-applications/:applicationId',
    {
      schema: {
        ...operation(
          'editLabelApplication',
          'label applications',
          'Change my application, until its deadline (R-3.1.4)',
        ),
        params: idParams('applicationId'),
        headers: commandHeaders.extend(versionHeader),
        body: contentBody,
        response: answers(
          { ...commandAnswers, 200: z.discriminatedUnion('kind', [appliedSchema, savedSchema]) },
          'idempotencyKeyMissing',
          'invalid',
          'notFound',
          'versionMissing',
          'versionConflict',
          'applicationClosed',
        ),
      },
    },
    async (request, reply) => {
      const { applicationId } = request.params;
      const edit = { content: request.body.content, version: versionGiven(request) };
      const result = await editLabelApplication(deps, actorOf(request), keyOf(request), applicationId, edit);
      if (result.kind === 'saved') {
        const { kind, version, savedAt } = result;
        return withEtag(reply, version).send({ kind, version: version.number, savedAt });
      }
      const number = result.kind === 'applied' ? result.values.version : null;
      return sendCommand(typeof number === 'number' ? withEtag(reply, { stage: 'submitted', number }) : reply, result);
    },
  );

  app.post(
    '/label-applications/:applicationId/submit',
    {
      schema: {
        ...operation('applyForLabel', 'label applications', 'Submit my application; a late one is for the next period'),
        params: idParams('applicationId'),
        headers: commandHeaders,
        body: emptyBody,
        response: answers(commandAnswers, 'idempotencyKeyMissing', 'notFound', 'labelSlotsFull', 'alreadyApplied'),
      },
    },
    async (request, reply) =>
      sendCommand(reply, await applyForLabel(deps, actorOf(request), keyOf(request), request.params.applicationId)),
  );
};
