import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { closureSchema, completionSchema, withdrawalSchema } from '../../domain/closing-content.js';
import type { Actor } from '../../domain/permissions.js';
import { closeProject } from '../../usecases/close-project.js';
import type { CommandResult } from '../../usecases/command-result.js';
import { completeProject } from '../../usecases/complete-project.js';
import { listProjectVersions } from '../../usecases/list-project-versions.js';
import { listProjects } from '../../usecases/list-projects.js';
import { Problem } from '../../usecases/problem.js';
import { readEmbeddingChoices } from '../../usecases/read-embedding-choices.js';
import { readHistory } from '../../usecases/read-history.js';
import { readProject } from '../../usecases/read-project.js';
import { readProjectDraft } from '../../usecases/read-project-draft.js';
import { withdrawProject } from '../../usecases/withdraw-project.js';
import { commandNotice, isOnItsWay, redirectAfter } from '../command-notice.js';
import { commandKeyOf, EMPTY_FORM, enteredIn, type FormBody, formObject } from '../form.js';
import { signedIn } from '../guard.js';
import { sendPage } from '../layout.js';
import { type ActionForm, ProjectOnItsWay, ProjectPage } from '../pages/project.js';
import { ProjectListPage } from '../pages/project-list.js';
import type { Pages } from '../plugin.js';
import { withWords, wordsOf } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { refusedForm, validated } from './refused-form.js';

const PER_PAGE = 50;
const NOTHING_SENT: ActionForm = { action: null, form: EMPTY_FORM };

interface ProjectRoute {
  Params: { projectId: string };
  Querystring: { cursor?: string; command?: string };
  Body: FormBody;
}
type ProjectRequest = FastifyRequest<ProjectRoute>;
type Command = (actor: Actor, key: string, projectId: string, values: unknown) => Promise<CommandResult>;

/** Projects: the list, and one that was submitted, with what its founders can do. */
export function projectRoutes(app: FastifyInstance, pages: Pages): void {
  const { deps, styleAddress } = pages;

  app.get('/projects', async (request: ProjectRequest, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const { cursor } = request.query;
    const page = await listProjects(deps, viewer.session.actor, { limit: PER_PAGE, ...(cursor && { cursor }) });
    const children = ProjectListPage({
      viewer,
      projects: await withWords(deps, viewer, page.items),
      nextCursor: page.nextCursor,
    });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.projects'), children });
  });

  app.get('/projects/:projectId', async (request: ProjectRequest, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    try {
      return await showProject(viewer, request, NOTHING_SENT, reply);
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'notFound')) throw error;
      return showUnsubmitted(viewer, request, reply);
    }
  });

  app.post('/projects/:projectId/withdraw', (request: ProjectRequest, reply) =>
    act(request, reply, 'withdraw', (actor, key, projectId, values) =>
      withdrawProject(deps, actor, key, projectId, validated(withdrawalSchema, values)),
    ),
  );
  app.post('/projects/:projectId/close', (request: ProjectRequest, reply) =>
    act(request, reply, 'close', (actor, key, projectId, values) =>
      closeProject(deps, actor, key, projectId, validated(closureSchema, values)),
    ),
  );
  app.post('/projects/:projectId/complete', (request: ProjectRequest, reply) =>
    act(request, reply, 'complete', (actor, key, projectId, values) =>
      completeProject(deps, actor, key, projectId, validated(completionSchema, values)),
    ),
  );

  async function act(
    request: ProjectRequest,
    reply: FastifyReply,
    action: 'withdraw' | 'complete' | 'close',
    command: Command,
  ) {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const { projectId } = request.params;
    // The forms of the page carry one key.
    const key = `${action}-${commandKeyOf(request.body)}`;
    const values = enteredIn(request.body);
    try {
      const result = await command(viewer.session.actor, key, projectId, formObject(values));
      return redirectAfter(reply, `/projects/${projectId}`, result);
    } catch (error) {
      const { status, form } = refusedForm(error, { values });
      return showProject(viewer, request, { action, form }, reply.code(status));
    }
  }

  async function showProject(viewer: SignedIn, request: ProjectRequest, sent: ActionForm, reply: FastifyReply) {
    const { projectId } = request.params;
    const { actor } = viewer.session;
    const [project, history, versions] = await Promise.all([
      readProject(deps, actor, projectId),
      readHistory(deps, actor, projectId),
      listProjectVersions(deps, actor, projectId),
    ]);
    const [words, embeddings] = await Promise.all([
      wordsOf(deps, viewer, project.rulebookId),
      readEmbeddingChoices(deps, project.rulebookId),
    ]);
    const notice = await commandNotice(deps, viewer, words, request.query.command);
    const shown = { project, history, versions, words, embeddings };
    const children = ProjectPage({ viewer, ...shown, sent, notice, commandKey: randomUUID() });
    return sendPage(reply, { viewer, styleAddress, title: project.title, children, hasErrors: sent.action !== null });
  }

  /** A draft has a page of its own; one that was just submitted is not a project yet. */
  async function showUnsubmitted(viewer: SignedIn, request: ProjectRequest, reply: FastifyReply) {
    const { projectId } = request.params;
    const isSubmitted = await readProjectDraft(deps, viewer.session.actor, projectId).then(
      () => false,
      (error: unknown) => {
        if (error instanceof Problem && error.code === 'alreadySubmitted') return true;
        throw error;
      },
    );
    if (!isSubmitted && !(await isOnItsWay(deps, viewer, request.query.command))) {
      return reply.redirect(`/projects/${projectId}/edit`, 303);
    }
    const title = viewer.t('pages.project');
    return sendPage(reply, { viewer, styleAddress, title, children: ProjectOnItsWay({ viewer }) });
  }
}
