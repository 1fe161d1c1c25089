import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { projectContentSchema } from '../../domain/project-content.js';
import { readProject } from '../../usecases/read-project.js';
import { resubmitProject } from '../../usecases/resubmit-project.js';
import { redirectAfter } from '../command-notice.js';
import { commandKeyOf, EMPTY_FORM, enteredIn, type FormBody, type FormState } from '../form.js';
import { signedIn } from '../guard.js';
import { sendPage } from '../layout.js';
import { formOfContent } from '../pages/project-fields.js';
import { RevisionPage } from '../pages/project-revision.js';
import type { Pages } from '../plugin.js';
import { wordsOf } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { contentIn } from './project-content-form.js';
import { refusedForm, validated } from './refused-form.js';

type RevisionRequest = FastifyRequest<{ Params: { projectId: string }; Body: FormBody }>;

/** A project that a council rejected or an NSO returned: revised and resubmitted by a founder. */
export function projectRevisionRoutes(app: FastifyInstance, { deps, styleAddress }: Pages): void {
  app.get('/projects/:projectId/revise', async (request: RevisionRequest, reply) => {
    const viewer = signedIn(request, reply);
    return viewer ? show(viewer, request.params.projectId, EMPTY_FORM, reply) : reply;
  });

  app.post('/projects/:projectId/revise', async (request: RevisionRequest, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const { projectId } = request.params;
    const values = enteredIn(request.body);
    try {
      const key = commandKeyOf(request.body);
      const content = validated(projectContentSchema, contentIn(values));
      return redirectAfter(
        reply,
        `/projects/${projectId}`,
        await resubmitProject(deps, viewer.session.actor, key, projectId, content),
      );
    } catch (error) {
      const { status, form } = refusedForm(error, values);
      return show(viewer, projectId, form, reply.code(status));
    }
  });

  async function show(viewer: SignedIn, projectId: string, form: FormState, reply: FastifyReply) {
    const { actor } = viewer.session;
    const project = await readProject(deps, actor, projectId);
    if (!project.mayDo.includes('resubmit')) return reply.redirect(`/projects/${projectId}`, 303);
    const words = await wordsOf(deps, viewer, project.rulebookId);
    const isSentForm = form !== EMPTY_FORM;
    const children = RevisionPage({
      viewer,
      project,
      words,
      form: isSentForm ? form : formOfContent(project.content),
      commandKey: randomUUID(),
    });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.revise'), children, hasErrors: isSentForm });
  }
}
