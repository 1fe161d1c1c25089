import { z } from 'zod';
import { councilDecisionSchema, evaluationSchema, nsoDecisionSchema } from '../../domain/decision-content.js';
import { claimTask } from '../../usecases/claim-task.js';
import { decideTask } from '../../usecases/decide-task.js';
import { listTasks } from '../../usecases/list-tasks.js';
import { readTask } from '../../usecases/read-task.js';
import { releaseTask } from '../../usecases/release-task.js';
import { commandAnswers, sendCommand } from '../answers/command.js';
import { taskSummarySchema, taskViewSchema } from '../answers/task.js';
import { actorOf } from '../bearer.js';
import { emptyBody } from '../empty-body.js';
import { commandHeaders, keyOf } from '../idempotency.js';
import { answers, idParams, operation, pageOf, pageQuery } from '../route-schema.js';
import type { Routes } from './index.js';

/** Exactly one fits; `xor`, not `union`, because only then is a near miss explained by the decision that was meant. */
const decisionSchema = z
  .xor([nsoDecisionSchema, councilDecisionSchema, evaluationSchema])
  .describe("By the kind of the task: an NSO's answer, a council's decision, or an evaluation");

/** What waits for heads and evaluators. */
export const taskRoutes: Routes = async (app, { deps }) => {
  app.get(
    '/tasks',
    {
      schema: {
        ...operation('listTasks', 'tasks', 'My tasks, those of my groups, or those that are done, by due date'),
        querystring: z.strictObject({ ...pageQuery, list: z.enum(['mine', 'group', 'done']).default('mine') }),
        response: answers({ 200: pageOf(taskSummarySchema) }, 'invalid'),
      },
    },
    (request) => listTasks(deps, actorOf(request), request.query),
  );

  app.get(
    '/tasks/:taskId',
    {
      schema: {
        ...operation('readTask', 'tasks', 'One task, with all that is needed to decide it'),
        params: idParams('taskId'),
        response: answers({ 200: taskViewSchema }, 'notFound'),
      },
    },
    (request) => readTask(deps, actorOf(request), request.params.taskId),
  );

  app.post(
    '/tasks/:taskId/claim',
    {
      schema: {
        ...operation('claimTask', 'tasks', 'Take a task on; claiming it again changes nothing'),
        params: idParams('taskId'),
        body: emptyBody,
        response: answers(
          { 200: taskSummarySchema },
          'notFound',
          'claimedByAnother',
          'taskClosed',
          'conflictOfInterest',
        ),
      },
    },
    (request) => claimTask(deps, actorOf(request), request.params.taskId),
  );

  app.post(
    '/tasks/:taskId/release',
    {
      schema: {
        ...operation('releaseTask', 'tasks', 'Give a task back to its group'),
        params: idParams('taskId'),
        body: emptyBody,
        response: answers({ 200: taskSummarySchema }, 'notFound', 'claimedByAnother', 'taskClosed'),
      },
    },
    (request) => releaseTask(deps, actorOf(request), request.params.taskId),
  );

  app.post(
    '/tasks/:taskId/decide',
    {
      schema: {
        ...operation('decideTask', 'tasks', 'Decide a task; the first decision counts'),
        params: idParams('taskId'),
        headers: commandHeaders,
        body: decisionSchema,
        response: answers(
          commandAnswers,
          'idempotencyKeyMissing',
          'invalid',
          'evaluationIncomplete',
          'notFound',
          'notYourRole',
          'notYourNso',
          'conflictOfInterest',
          'alreadyDecided',
          'taskClosed',
          'taskClaimedByAnother',
        ),
      },
    },
    async (request, reply) =>
      sendCommand(reply, await decideTask(deps, actorOf(request), keyOf(request), request.params.taskId, request.body)),
  );
};
