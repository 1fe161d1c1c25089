import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { projectContentSchema } from '../../domain/project-content.js';
import type { Changes } from '../../domain/project-revision.js';
import { listProjectVersions } from '../../usecases/list-project-versions.js';
import { readEmbeddingChoices } from '../../usecases/read-embedding-choices.js';
import { readProject } from '../../usecases/read-project.js';
import { compareRevision, type ProjectRevision, resubmitProject } from '../../usecases/resubmit-project.js';
import { redirectAfter } from '../command-notice.js';
import { commandKeyOf, EMPTY_FORM, type FormBody, type FormState, sentForm, versionIn } from '../form.js';
import { signedIn } from '../guard.js';
import { sendPage } from '../layout.js';
import { formOfContent } from '../pages/project-fields.js';
import { RevisionClosed, RevisionPage } from '../pages/project-revision.js';
import type { Pages } from '../plugin.js';
import { wordsOf } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { choosableIn } from './choosable.js';
import { contentIn } from './project-content-form.js';
import { besideStored, refusedForm, validated } from './refused-form.js';

type RevisionRequest = FastifyRequest<{ Params: { projectId: string }; Body: FormBody }>;

/** What is shown of a form that was sent: what is wrong with it, what it would change, whom it looks for. */
interface Sent {
  form: FormState;
  changes?: Changes;
  search?: string;
}

/** A project that a council rejected or an NSO returned: revised, compared and resubmitted by a founder. */
export function projectRevisionRoutes(app: FastifyInstance, { deps, styleAddress }: Pages): void {
  app.get('/projects/:projectId/revise', async (request: RevisionRequest, reply) => {
    const viewer = signedIn(request, reply);
    return viewer ? show(viewer, request.params.projectId, { form: EMPTY_FORM }, reply) : reply;
  });

  app.post('/projects/:projectId/revise', async (request: RevisionRequest, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const { projectId } = request.params;
    const { actor } = viewer.session;
    const { intent } = request.body;
    const form = sentForm(request.body);
    const { values } = form;
    try {
      if (intent === 'search') return await show(viewer, projectId, { form, search: values.search ?? '' }, reply);
      const version = versionIn(request.body);
      const revision: ProjectRevision = { content: validated(projectContentSchema, contentIn(values)), version };
      if (intent !== 'resubmit') {
        const changes = await compareRevision(deps, actor, projectId, revision);
        return await show(viewer, projectId, { form, changes }, reply);
      }
      const key = commandKeyOf(request.body);
      const result = await resubmitProject(deps, actor, key, projectId, revision);
      return redirectAfter(reply, `/projects/${projectId}`, result);
    } catch (error) {
      const { status, form: refused } = refusedForm(error, form);
      return show(viewer, projectId, { form: refused }, reply.code(status));
    }
  });

  async function show(viewer: SignedIn, projectId: string, sent: Sent, reply: FastifyReply) {
    const { actor } = viewer.session;
    const { form, changes = null, search } = sent;
    const isSentForm = form !== EMPTY_FORM;
    const [project, [latest]] = await Promise.all([
      readProject(deps, actor, projectId),
      listProjectVersions(deps, actor, projectId),
    ]);
    const words = await wordsOf(deps, viewer, project.rulebookId);
    const hasErrors = form.fields.length > 0 || form.problem !== undefined;
    const frame = { viewer, styleAddress, title: viewer.t('pages.revise'), hasErrors };
    if (!latest || !project.mayDo.includes('resubmit')) {
      if (!isSentForm) return reply.redirect(`/projects/${projectId}`, 303);
      return sendPage(reply, { ...frame, children: RevisionClosed({ viewer, project, words, form }) });
    }
    const kept = formOfContent(project.content);
    const shown = isSentForm ? besideStored(form, kept) : kept;
    const [choosable, embeddings] = await Promise.all([
      choosableIn(deps, viewer, { content: project.content, form: shown, search }),
      readEmbeddingChoices(deps, project.rulebookId),
    ]);
    const commandKey = randomUUID();
    const read = { project, latest, words, embeddings, choosable };
    const children = RevisionPage({ viewer, ...read, form: shown, changes, commandKey });
    return sendPage(reply, { ...frame, children });
  }
}
