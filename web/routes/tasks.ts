import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { claimTask } from '../../usecases/claim-task.js';
import { decideTask } from '../../usecases/decide-task.js';
import { listTasks, type TaskListName } from '../../usecases/list-tasks.js';
import { Problem } from '../../usecases/problem.js';
import { readTask } from '../../usecases/read-task.js';
import { releaseTask } from '../../usecases/release-task.js';
import { type FormBody, formObject } from '../form.js';
import { sendPage } from '../layout.js';
import { EMPTY_FORM, type FormState } from '../pages/parts.js';
import { TaskPage } from '../pages/task.js';
import { HomePage, TaskListPage } from '../pages/task-list.js';
import type { Pages } from '../plugin.js';
import { type SignedIn, timeOf } from '../viewer.js';

const PER_PAGE = 50;
const LISTS: readonly TaskListName[] = ['mine', 'group', 'done'];

interface ListRoute {
  Querystring: { list?: string; cursor?: string };
}
interface TaskRoute {
  Params: { taskId: string };
  Body: FormBody;
}

export function taskRoutes(app: FastifyInstance, pages: Pages): void {
  const { deps, styleAddress } = pages;

  app.get('/', async (request, reply) => {
    const viewer = pages.signedIn(request, reply);
    if (!viewer) return reply;
    const { actor } = viewer.session;
    const [mine, group] = await Promise.all([
      listTasks(deps, actor, { list: 'mine', limit: PER_PAGE }),
      listTasks(deps, actor, { list: 'group', limit: PER_PAGE }),
    ]);
    const tasks = [...mine.items, ...group.items.filter((task) => task.assignee === null)];
    const shown = await withTimes(viewer, tasks);
    return sendPage(reply, {
      viewer,
      styleAddress,
      title: viewer.t('pages.home'),
      children: HomePage({ viewer, tasks: shown }),
    });
  });

  app.get('/tasks', async (request: FastifyRequest<ListRoute>, reply) => {
    const viewer = pages.signedIn(request, reply);
    if (!viewer) return reply;
    const list = LISTS.find((known) => known === request.query.list) ?? 'group';
    const { cursor } = request.query;
    const page = await listTasks(deps, viewer.session.actor, { list, limit: PER_PAGE, ...(cursor && { cursor }) });
    const tasks = await withTimes(viewer, page.items);
    const children = TaskListPage({ viewer, list, tasks, nextCursor: page.nextCursor });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.tasks'), children });
  });

  app.get('/tasks/:taskId', async (request: FastifyRequest<TaskRoute>, reply) => {
    const viewer = pages.signedIn(request, reply);
    return viewer ? showTask(viewer, request.params.taskId, EMPTY_FORM, randomUUID(), reply) : reply;
  });

  for (const [verb, usecase] of [['claim', claimTask] as const, ['release', releaseTask] as const]) {
    app.post(`/tasks/:taskId/${verb}`, async (request: FastifyRequest<TaskRoute>, reply) => {
      const viewer = pages.signedIn(request, reply);
      if (!viewer) return reply;
      const { taskId } = request.params;
      await usecase(deps, viewer.session.actor, taskId);
      return reply.redirect(`/tasks/${taskId}`, 303);
    });
  }

  app.post('/tasks/:taskId/decide', async (request: FastifyRequest<TaskRoute>, reply) => {
    const viewer = pages.signedIn(request, reply);
    if (!viewer) return reply;
    const { taskId } = request.params;
    const { formToken: _token, key, ...entered } = request.body;
    try {
      await decideTask(deps, viewer.session.actor, String(key), taskId, withoutEmpty(formObject(entered)));
    } catch (error) {
      // The task's page then shows who decided first, when and how.
      if (error instanceof Problem && error.code === 'alreadyDecided') {
        return showTask(viewer, taskId, EMPTY_FORM, randomUUID(), reply.code(409));
      }
      if (!(error instanceof Problem && error.fields.length > 0)) throw error;
      const form = { values: entered as Record<string, string>, fields: error.fields };
      // The key is used only by a decision that was taken in: this one was not.
      return showTask(viewer, taskId, form, String(key), reply.code(422));
    }
    return reply.redirect(`/tasks/${taskId}`, 303);
  });

  async function showTask(
    viewer: SignedIn,
    taskId: string,
    form: FormState,
    key: string,
    reply: Parameters<typeof sendPage>[0],
  ) {
    const task = await readTask(deps, viewer.session.actor, taskId);
    const time = await timeOf(deps, viewer, task.rulebookId, task.nsoId);
    const children = TaskPage({ viewer, task, time, form, commandKey: key });
    return sendPage(reply, { viewer, styleAddress, title: task.title, children });
  }

  function withTimes<Item extends { rulebookId: string; nsoId: string }>(viewer: SignedIn, items: readonly Item[]) {
    return Promise.all(
      items.map(async (item) => ({ ...item, time: await timeOf(deps, viewer, item.rulebookId, item.nsoId) })),
    );
  }
}

/** An optional text that was left empty was not given. */
function withoutEmpty(entered: unknown): unknown {
  const { reason, ...rest } = entered as { reason?: string };
  return reason === undefined || reason.trim() === '' ? rest : { reason, ...rest };
}
