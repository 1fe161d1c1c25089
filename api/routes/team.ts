import { z } from 'zod';
import {
  handOverSchema,
  invitationAnswerSchema,
  invitationSchema,
  leavingSchema,
  removalSchema,
} from '../../domain/team-content.js';
import { uuid } from '../../domain/uuid.js';
import { answerInvitation, withdrawInvitation } from '../../usecases/team/answer-invitation.js';
import { handOver } from '../../usecases/team/hand-over.js';
import { inviteTeacher } from '../../usecases/team/invite-teacher.js';
import { leaveProject, removeMember } from '../../usecases/team/leave-project.js';
import { listInvitations } from '../../usecases/team/list-invitations.js';
import { readTeamWarnings } from '../../usecases/team/read-team-warnings.js';
import { commandAnswers, sendCommand } from '../answers/command.js';
import { actorOf } from '../bearer.js';
import { emptyBody } from '../empty-body.js';
import { commandHeaders, keyOf } from '../idempotency.js';
import { answers, findingSchema, idParams, instant, operation } from '../route-schema.js';
import type { Routes } from './index.js';

const invitationParams = z.strictObject({ projectId: uuid(), invitationId: uuid() });
const memberParams = z.strictObject({ projectId: uuid(), teacherId: uuid() });

const openInvitationSchema = z.object({
  invitationId: z.uuid(),
  projectId: z.uuid(),
  title: z.string(),
  asFounder: z.boolean().describe("To be founder in another's place; else to join"),
  invitedAt: instant,
});

/** Problems that every change to a team may meet. */
const OF_EVERY_CHANGE = ['idempotencyKeyMissing', 'invalid', 'notFound', 'wrongStatus'] as const;

/** Changes to the team of an active project: who joins, who leaves, who is founder. */
export const teamRoutes: Routes = async (app, { deps }) => {
  app.get(
    '/invitations',
    {
      schema: {
        ...operation('listInvitations', 'team', 'What I am invited to and have not answered, oldest first'),
        response: answers({ 200: z.object({ items: z.array(openInvitationSchema) }) }),
      },
    },
    async (request) => ({ items: await listInvitations(deps, actorOf(request)) }),
  );

  app.get(
    '/projects/:projectId/team/warnings',
    {
      schema: {
        ...operation(
          'readTeamWarnings',
          'team',
          'What to think about once all who are invited take part (R-1.2.a.II to IV)',
        ),
        params: idParams('projectId'),
        response: answers({ 200: z.object({ items: z.array(findingSchema) }) }, 'notFound'),
      },
    },
    async (request) => ({ items: await readTeamWarnings(deps, actorOf(request), request.params.projectId) }),
  );

  app.post(
    '/projects/:projectId/invitations',
    {
      schema: {
        ...operation(
          'inviteTeacher',
          'team',
          'Invite a teacher, under one school, to take part in my project (R-1.p1)',
        ),
        params: idParams('projectId'),
        headers: commandHeaders,
        body: invitationSchema,
        response: answers(
          commandAnswers,
          ...OF_EVERY_CHANGE,
          'notAFounder',
          'alreadyMember',
          'alreadyInvited',
          'categoryWouldChange',
        ),
      },
    },
    async (request, reply) =>
      sendCommand(
        reply,
        await inviteTeacher(deps, actorOf(request), keyOf(request), request.params.projectId, request.body),
      ),
  );

  app.post(
    '/projects/:projectId/invitations/:invitationId/answer',
    {
      schema: {
        ...operation(
          'answerInvitation',
          'team',
          'Accept or decline my invitation; where the council of my school is required, it is asked (R-1.4.a)',
        ),
        params: invitationParams,
        headers: commandHeaders,
        body: invitationAnswerSchema,
        response: answers(commandAnswers, ...OF_EVERY_CHANGE, 'notInvited', 'invitationClosed'),
      },
    },
    async (request, reply) =>
      sendCommand(
        reply,
        await answerInvitation(deps, actorOf(request), keyOf(request), request.params, request.body.answer),
      ),
  );

  app.post(
    '/projects/:projectId/invitations/:invitationId/withdraw',
    {
      schema: {
        ...operation('withdrawInvitation', 'team', 'Take an invitation back that has not taken effect'),
        params: invitationParams,
        headers: commandHeaders,
        body: emptyBody,
        response: answers(commandAnswers, ...OF_EVERY_CHANGE, 'notAFounder', 'invitationClosed'),
      },
    },
    async (request, reply) =>
      sendCommand(reply, await withdrawInvitation(deps, actorOf(request), keyOf(request), request.params)),
  );

  app.post(
    '/projects/:projectId/successions',
    {
      schema: {
        ...operation('handOver', 'team', 'Ask a member to be founder in my place, or in that of one who is gone'),
        params: idParams('projectId'),
        headers: commandHeaders,
        body: handOverSchema,
        response: answers(
          commandAnswers,
          ...OF_EVERY_CHANGE,
          'notAFounder',
          'notThatFounder',
          'memberUnknown',
          'alreadyInvited',
          'successorOfAnotherNso',
        ),
      },
    },
    async (request, reply) =>
      sendCommand(
        reply,
        await handOver(deps, actorOf(request), keyOf(request), request.params.projectId, request.body),
      ),
  );

  app.post(
    '/projects/:projectId/leave',
    {
      schema: {
        ...operation('leaveProject', 'team', 'Leave a project in which I take part; a founder hands over first'),
        params: idParams('projectId'),
        headers: commandHeaders,
        body: leavingSchema,
        response: answers(commandAnswers, ...OF_EVERY_CHANGE, 'notAMember', 'handOverFirst', 'categoryWouldChange'),
      },
    },
    async (request, reply) =>
      sendCommand(
        reply,
        await leaveProject(deps, actorOf(request), keyOf(request), request.params.projectId, request.body),
      ),
  );

  app.post(
    '/projects/:projectId/members/:teacherId/remove',
    {
      schema: {
        ...operation('removeMember', 'team', 'Remove a member from my project, who is told why'),
        params: memberParams,
        headers: commandHeaders,
        body: removalSchema,
        response: answers(
          commandAnswers,
          ...OF_EVERY_CHANGE,
          'notAFounder',
          'memberUnknown',
          'handOverFirst',
          'categoryWouldChange',
        ),
      },
    },
    async (request, reply) =>
      sendCommand(reply, await removeMember(deps, actorOf(request), keyOf(request), request.params, request.body)),
  );
};
