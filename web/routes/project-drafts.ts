import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ProjectContent, projectContentSchema } from '../../domain/project-content.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { editProjectDraft } from '../../usecases/edit-project-draft.js';
import { Problem } from '../../usecases/problem.js';
import { readEmbeddingChoices } from '../../usecases/read-embedding-choices.js';
import { readProjectDraft } from '../../usecases/read-project-draft.js';
import { submitProject } from '../../usecases/submit-project.js';
import { whoAmI } from '../../usecases/who-am-i.js';
import { redirectAfter } from '../command-notice.js';
import { commandKeyOf, EMPTY_FORM, enteredIn, type FormBody, type FormState, sentForm, versionIn } from '../form.js';
import { signedIn } from '../guard.js';
import { sendPage } from '../layout.js';
import { NewProjectPage } from '../pages/new-project.js';
import { DraftPage } from '../pages/project-draft.js';
import { formOfContent } from '../pages/project-fields.js';
import type { Pages } from '../plugin.js';
import { wordsOf } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { choosableIn } from './choosable.js';
import { contentIn } from './project-content-form.js';
import { besideStored, refusedForm, validated } from './refused-form.js';
import { savedNotice, savedQuery, toScript } from './saved.js';

interface DraftRoute {
  Params: { projectId: string };
  Querystring: { search?: string; saved?: string };
  Body: FormBody;
}
type DraftRequest = FastifyRequest<DraftRoute>;

/** A project while it is written: begun, saved, submitted. */
export function projectDraftRoutes(app: FastifyInstance, pages: Pages): void {
  const { deps, styleAddress, autosaveAddress: scriptAddress } = pages;

  app.get('/projects/new', async (request, reply) => {
    const viewer = signedIn(request, reply);
    return viewer ? showNew(viewer, EMPTY_FORM, reply) : reply;
  });

  app.post('/projects/new', async (request: FastifyRequest<{ Body: FormBody }>, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const values = enteredIn(request.body);
    try {
      const content = await newProject(viewer, values.title ?? '');
      const { projectId } = await createProjectDraft(deps, viewer.session.actor, { content });
      return reply.redirect(`/projects/${projectId}/edit`, 303);
    } catch (error) {
      const { status, form } = refusedForm(error, { values });
      return showNew(viewer, form, reply.code(status));
    }
  });

  app.get('/projects/:projectId/edit', async (request: DraftRequest, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    try {
      return await showDraft(viewer, request, EMPTY_FORM, reply);
    } catch (error) {
      if (!isSubmitted(error)) throw error;
      return reply.redirect(`/projects/${request.params.projectId}`, 303);
    }
  });

  app.post('/projects/:projectId/edit', async (request: DraftRequest, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const { projectId } = request.params;
    const { actor } = viewer.session;
    const { intent, search } = request.body;
    const key = commandKeyOf(request.body);
    let sent = sentForm(request.body);
    const { values } = sent;
    try {
      const content = validated(projectContentSchema, contentIn(values));
      const edit = { content, version: versionIn(request.body) };
      const saved = await editProjectDraft(deps, actor, projectId, edit);
      // What was sent is what is stored now.
      sent = { ...sent, version: { stage: 'draft', number: saved.version } };
      if (intent === 'submit') {
        return redirectAfter(reply, `/projects/${projectId}`, await submitProject(deps, actor, key, projectId));
      }
    } catch (error) {
      // Sent twice: the first one submitted it.
      if (isSubmitted(error)) return reply.redirect(`/projects/${projectId}`, 303);
      const { status, form } = refusedForm(error, sent);
      return showDraft(viewer, request, form, reply.code(status));
    }
    if (intent === 'autosave' && sent.version) return toScript(reply, sent.version);
    const shown =
      intent === 'search' ? `?search=${encodeURIComponent(String(search ?? ''))}#members` : savedQuery(intent);
    return reply.redirect(`/projects/${projectId}/edit${shown}`, 303);
  });

  async function newProject(viewer: SignedIn, title: string): Promise<ProjectContent> {
    const me = await whoAmI(deps, viewer.session.actor);
    const [school] = me.schools;
    if (!me.teacherId || !school) throw new Problem('notRegistered', 'R-1.p0');
    if (title.trim() === '') {
      throw new Problem('invalid', null, {}, [{ field: 'title', code: 'required', rule: null, values: {} }]);
    }
    const founder = { teacherId: me.teacherId, schoolId: school.schoolId, roleText: '' };
    const { language } = viewer;
    const texts = { title, shortDescription: '', goals: '', timetable: '', expectedResults: '' };
    // Until the second founder is chosen, the first one holds that place.
    const content = { ...texts, language, languageOfApplication: language, founders: [founder, founder], partners: [] };
    return validated(projectContentSchema, content);
  }

  function showNew(viewer: SignedIn, form: FormState, reply: FastifyReply) {
    const children = NewProjectPage({ viewer, form });
    const title = viewer.t('pages.newProject');
    return sendPage(reply, { viewer, styleAddress, title, children, hasErrors: form !== EMPTY_FORM });
  }

  async function showDraft(viewer: SignedIn, request: DraftRequest, form: FormState, reply: FastifyReply) {
    const { actor } = viewer.session;
    const draft = await readProjectDraft(deps, actor, request.params.projectId);
    const { search, saved } = request.query;
    const isSentForm = form !== EMPTY_FORM;
    const shown = isSentForm ? besideStored(form, formOfContent(draft.content)) : formOfContent(draft.content);
    const [choosable, words, embeddings] = await Promise.all([
      choosableIn(deps, viewer, { content: draft.content, form: shown, search }),
      wordsOf(deps, viewer, draft.rulebookId),
      readEmbeddingChoices(deps, draft.rulebookId),
    ]);
    const children = DraftPage({
      viewer,
      draft,
      choosable,
      words,
      embeddings,
      form: shown,
      commandKey: randomUUID(),
      notice: isSentForm ? null : savedNotice(viewer, saved),
    });
    const title = viewer.t('pages.draft');
    return sendPage(reply, { viewer, styleAddress, scriptAddress, title, children, hasErrors: isSentForm });
  }
}

function isSubmitted(error: unknown): boolean {
  return error instanceof Problem && error.code === 'alreadySubmitted';
}
