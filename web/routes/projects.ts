import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ProjectContent, projectContentSchema } from '../../domain/project-content.js';
import { completeProject } from '../../usecases/complete-project.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { editProjectDraft } from '../../usecases/edit-project-draft.js';
import { fieldProblems } from '../../usecases/field-problems.js';
import { findTeachers } from '../../usecases/find-teachers.js';
import { listProjects } from '../../usecases/list-projects.js';
import { Problem } from '../../usecases/problem.js';
import { readHistory } from '../../usecases/read-history.js';
import { readProject } from '../../usecases/read-project.js';
import { readProjectDraft } from '../../usecases/read-project-draft.js';
import { readRulebook } from '../../usecases/read-rulebook.js';
import { submitProject } from '../../usecases/submit-project.js';
import { whoAmI } from '../../usecases/who-am-i.js';
import { withdrawProject } from '../../usecases/withdraw-project.js';
import { type FormBody, formObject } from '../form.js';
import { sendPage } from '../layout.js';
import { EMPTY_FORM, type FormState } from '../pages/parts.js';
import { ProjectPage } from '../pages/project.js';
import { DraftPage, formOfContent } from '../pages/project-draft.js';
import { ProjectListPage } from '../pages/project-list.js';
import type { Pages } from '../plugin.js';
import { type SignedIn, timeOf } from '../viewer.js';

const PER_PAGE = 50;

interface ListRoute {
  Querystring: { cursor?: string; search?: string };
}
interface ProjectRoute {
  Params: { projectId: string };
  Querystring: { search?: string };
  Body: FormBody;
}

export function projectRoutes(app: FastifyInstance, pages: Pages): void {
  const { deps, styleAddress } = pages;

  app.get('/projects', async (request: FastifyRequest<ListRoute>, reply) => {
    const viewer = pages.signedIn(request, reply);
    if (!viewer) return reply;
    const { cursor } = request.query;
    const page = await listProjects(deps, viewer.session.actor, { limit: PER_PAGE, ...(cursor && { cursor }) });
    const children = ProjectListPage({ viewer, projects: page.items, nextCursor: page.nextCursor });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.projects'), children });
  });

  /** A new project begins as a draft with one colleague, whom its founder then changes to the right one. */
  app.post('/projects', async (request: FastifyRequest<{ Body: FormBody }>, reply) => {
    const viewer = pages.signedIn(request, reply);
    if (!viewer) return reply;
    const { actor } = viewer.session;
    const me = await whoAmI(deps, actor);
    if (!me.teacherId) throw new Problem('notRegistered', 'R-1.p0');
    const mine = { teacherId: me.teacherId, schoolId: me.schools[0]?.schoolId ?? '', roleText: '' };
    const content: ProjectContent = {
      title: '',
      shortDescription: '',
      goals: '',
      timetable: '',
      expectedResults: '',
      language: 'en',
      languageOfApplication: 'en',
      founders: [mine, mine],
      partners: [],
    };
    const draft = await createProjectDraft(deps, actor, { content });
    return reply.redirect(`/projects/${draft.projectId}/draft`, 303);
  });

  app.get('/projects/:projectId', async (request: FastifyRequest<ProjectRoute>, reply) => {
    const viewer = pages.signedIn(request, reply);
    if (!viewer) return reply;
    const { projectId } = request.params;
    const { actor } = viewer.session;
    const [project, history] = await Promise.all([
      readProject(deps, actor, projectId),
      readHistory(deps, actor, projectId),
    ]);
    const { rulebook } = await readRulebook(deps, actor, project.rulebookId);
    const time = await timeOf(deps, viewer, project.rulebookId);
    const children = ProjectPage({ viewer, project, history, rulebook, time, commandKey: randomUUID() });
    return sendPage(reply, { viewer, styleAddress, title: project.title, children });
  });

  app.get('/projects/:projectId/draft', async (request: FastifyRequest<ProjectRoute>, reply) => {
    const viewer = pages.signedIn(request, reply);
    return viewer ? showDraft(viewer, request, EMPTY_FORM, reply) : reply;
  });

  app.post('/projects/:projectId/draft', async (request: FastifyRequest<ProjectRoute>, reply) => {
    const viewer = pages.signedIn(request, reply);
    if (!viewer) return reply;
    const { projectId } = request.params;
    const { actor } = viewer.session;
    const { formToken: _token, version, key, then, ...entered } = request.body;
    const parsed = projectContentSchema.safeParse(withMembers(formObject(entered)), { reportInput: true });
    const values = entered as Record<string, string>;
    if (!parsed.success) {
      return showDraft(viewer, request, { values, fields: fieldProblems(parsed.error) }, reply.code(422));
    }
    await editProjectDraft(deps, actor, projectId, { content: parsed.data, version: Number(version) });
    if (then !== 'submit') return reply.redirect(`/projects/${projectId}/draft`, 303);
    try {
      await submitProject(deps, actor, String(key), projectId);
    } catch (error) {
      if (!(error instanceof Problem && error.fields.length > 0)) throw error;
      return showDraft(viewer, request, { values, fields: error.fields }, reply.code(422));
    }
    return reply.redirect(`/projects/${projectId}`, 303);
  });

  app.post('/projects/:projectId/withdraw', async (request: FastifyRequest<ProjectRoute>, reply) => {
    const viewer = pages.signedIn(request, reply);
    if (!viewer) return reply;
    const { projectId } = request.params;
    const reason = required(request.body.text, 'reason');
    await withdrawProject(deps, viewer.session.actor, String(request.body.key), projectId, { reason });
    return reply.redirect(`/projects/${projectId}`, 303);
  });

  app.post('/projects/:projectId/complete', async (request: FastifyRequest<ProjectRoute>, reply) => {
    const viewer = pages.signedIn(request, reply);
    if (!viewer) return reply;
    const { projectId } = request.params;
    const summary = required(request.body.text, 'summary');
    await completeProject(deps, viewer.session.actor, String(request.body.key), projectId, { summary });
    return reply.redirect(`/projects/${projectId}`, 303);
  });

  async function showDraft(
    viewer: SignedIn,
    request: FastifyRequest<ProjectRoute>,
    form: FormState,
    reply: FastifyReply,
  ) {
    const { actor } = viewer.session;
    const draft = await readProjectDraft(deps, actor, request.params.projectId);
    const search = request.query.search ?? '';
    const [me, found, { rulebook }] = await Promise.all([
      whoAmI(deps, actor),
      search === '' ? [] : findTeachers(deps, actor, { search }),
      readRulebook(deps, actor, draft.rulebookId),
    ]);
    const shown = form === EMPTY_FORM ? formOfContent(draft.content) : form;
    const children = DraftPage({ viewer, draft, me, found, search, rulebook, form: shown, commandKey: randomUUID() });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.draft'), children });
  }
}

function required(text: string | string[] | undefined, field: string): string {
  const given = String(text ?? '').trim();
  if (given === '') throw new Problem('invalid', null, {}, [{ field, code: 'required', rule: null, values: {} }]);
  return given;
}

/** A member's teacher and school come from one choice; a project without partners has none in its form. */
function withMembers(entered: unknown): unknown {
  const { founders, partners, ...rest } = entered as { founders?: object[]; partners?: object[] };
  return { ...rest, founders: (founders ?? []).map(memberOf), partners: (partners ?? []).map(memberOf) };
}

function memberOf(entered: object): object {
  const { member = '', roleText = '' } = entered as { member?: string; roleText?: string };
  const [teacherId = '', schoolId = ''] = member.split('/');
  return { teacherId, schoolId, roleText };
}
