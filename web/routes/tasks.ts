import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { claimTask } from '../../usecases/claim-task.js';
import { decideTask } from '../../usecases/decide-task.js';
import { listProjects } from '../../usecases/list-projects.js';
import { listTasks, type TaskListName } from '../../usecases/list-tasks.js';
import { readEmbeddingChoices } from '../../usecases/read-embedding-choices.js';
import { readHistory } from '../../usecases/read-history.js';
import { readTask } from '../../usecases/read-task.js';
import { releaseTask } from '../../usecases/release-task.js';
import { listInvitations } from '../../usecases/team/list-invitations.js';
import { commandNotice, redirectAfter } from '../command-notice.js';
import { commandKeyOf, EMPTY_FORM, enteredIn, type FormBody, type FormState, formObject } from '../form.js';
import { signedIn } from '../guard.js';
import { sendPage } from '../layout.js';
import { HomePage } from '../pages/home.js';
import { TaskPage } from '../pages/task.js';
import { TaskListPage } from '../pages/task-list.js';
import type { Pages } from '../plugin.js';
import { withWords, wordsOf } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { refusedForm } from './refused-form.js';

const PER_PAGE = 50;
const PROJECTS_AT_HOME = 5;
const LISTS: readonly TaskListName[] = ['mine', 'group', 'done'];

interface ListRoute {
  Querystring: { list?: string; cursor?: string };
}
interface TaskRoute {
  Params: { taskId: string };
  Querystring: { command?: string };
  Body: FormBody;
}
type TaskRequest = FastifyRequest<TaskRoute>;

/** The home page, the task lists, and a task with its decision form. */
export function taskRoutes(app: FastifyInstance, pages: Pages): void {
  const { deps, styleAddress } = pages;

  app.get('/', async (request, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const { actor } = viewer.session;
    const [mine, group, projects, invitations] = await Promise.all([
      listTasks(deps, actor, { list: 'mine', limit: PER_PAGE }),
      listTasks(deps, actor, { list: 'group', limit: PER_PAGE }),
      actor.teacherId ? listProjects(deps, actor, { limit: PROJECTS_AT_HOME }) : null,
      listInvitations(deps, actor),
    ]);
    const unclaimed = group.items.filter((task) => task.assignee === null);
    const todo = [...mine.items, ...unclaimed].sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
    const children = HomePage({
      viewer,
      tasks: await withWords(deps, viewer, todo),
      invitations,
      hasMore: mine.nextCursor !== null || group.nextCursor !== null,
      projects: await withWords(deps, viewer, projects?.items ?? []),
    });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.home'), children });
  });

  app.get('/tasks', async (request: FastifyRequest<ListRoute>, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const list = LISTS.find((known) => known === request.query.list) ?? 'group';
    const { cursor } = request.query;
    const page = await listTasks(deps, viewer.session.actor, { list, limit: PER_PAGE, ...(cursor && { cursor }) });
    const tasks = await withWords(deps, viewer, page.items);
    const children = TaskListPage({ viewer, list, tasks, nextCursor: page.nextCursor });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.tasks'), children });
  });

  app.get('/tasks/:taskId', async (request: TaskRequest, reply) => {
    const viewer = signedIn(request, reply);
    return viewer ? showTask(viewer, request, EMPTY_FORM, reply) : reply;
  });

  for (const [verb, usecase] of [['claim', claimTask] as const, ['release', releaseTask] as const]) {
    app.post(`/tasks/:taskId/${verb}`, async (request: TaskRequest, reply) => {
      const viewer = signedIn(request, reply);
      if (!viewer) return reply;
      const { taskId } = request.params;
      try {
        await usecase(deps, viewer.session.actor, taskId);
        return reply.redirect(`/tasks/${taskId}`, 303);
      } catch (error) {
        const { status, form } = refusedForm(error, EMPTY_FORM);
        return showTask(viewer, request, form, reply.code(status));
      }
    });
  }

  app.post('/tasks/:taskId/decide', async (request: TaskRequest, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const { taskId } = request.params;
    const key = commandKeyOf(request.body);
    const values = enteredIn(request.body);
    try {
      const result = await decideTask(deps, viewer.session.actor, key, taskId, decisionIn(values));
      return redirectAfter(reply, `/tasks/${taskId}`, result);
    } catch (error) {
      const { status, form } = refusedForm(error, { values });
      return showTask(viewer, request, form, reply.code(status));
    }
  });

  async function showTask(viewer: SignedIn, request: TaskRequest, form: FormState, reply: FastifyReply) {
    const { actor } = viewer.session;
    const task = await readTask(deps, actor, request.params.taskId);
    const history = await readHistory(deps, actor, task.projectId);
    const words = await wordsOf(deps, viewer, task.rulebookId, task.nsoId);
    const embeddings = await readEmbeddingChoices(deps, task.rulebookId);
    const notice = await commandNotice(deps, viewer, words, request.query.command);
    const children = TaskPage({ viewer, task, history, words, embeddings, form, commandKey: randomUUID(), notice });
    return sendPage(reply, { viewer, styleAddress, title: task.title, children, hasErrors: form !== EMPTY_FORM });
  }
}

/** An optional text that was left empty was not given. */
function decisionIn(values: Record<string, string>): unknown {
  const { reason, ...rest } = formObject(values) as { reason?: string };
  return reason === undefined || reason.trim() === '' ? rest : { reason, ...rest };
}
