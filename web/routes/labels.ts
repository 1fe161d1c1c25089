import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type LabelContent, labelContentSchema } from '../../domain/label-content.js';
import { applyForLabel } from '../../usecases/apply-for-label.js';
import { createLabelDraft } from '../../usecases/create-label-draft.js';
import { editLabelApplication } from '../../usecases/edit-label-application.js';
import { fieldProblems } from '../../usecases/field-problems.js';
import { listLabelApplications } from '../../usecases/list-label-applications.js';
import { Problem } from '../../usecases/problem.js';
import { readLabelApplication } from '../../usecases/read-label-application.js';
import { readRulebook } from '../../usecases/read-rulebook.js';
import { type FormBody, formObject } from '../form.js';
import { sendPage } from '../layout.js';
import { ApplicationListPage, ApplicationPage, formOfApplication } from '../pages/label-application.js';
import { EMPTY_FORM, type FormState } from '../pages/parts.js';
import type { Pages } from '../plugin.js';
import { type SignedIn, timeOf } from '../viewer.js';

const EMPTY_APPLICATION: LabelContent = {
  selfAssessment: [],
  twinspaceDeclaration: { activities: false, communication: false, record: false },
  resultsLinks: [],
};

interface ApplicationRoute {
  Params: { applicationId: string };
  Body: FormBody;
}

export function labelRoutes(app: FastifyInstance, pages: Pages): void {
  const { deps, styleAddress } = pages;

  app.get('/label-applications', async (request, reply) => {
    const viewer = pages.signedIn(request, reply);
    if (!viewer) return reply;
    const applications = await listLabelApplications(deps, viewer.session.actor);
    const children = ApplicationListPage({ viewer, applications });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.applications'), children });
  });

  app.post(
    '/projects/:projectId/label-applications',
    async (request: FastifyRequest<{ Params: { projectId: string } }>, reply) => {
      const viewer = pages.signedIn(request, reply);
      if (!viewer) return reply;
      const { applicationId } = await createLabelDraft(
        deps,
        viewer.session.actor,
        request.params.projectId,
        EMPTY_APPLICATION,
      );
      return reply.redirect(`/label-applications/${applicationId}`, 303);
    },
  );

  app.get('/label-applications/:applicationId', async (request: FastifyRequest<ApplicationRoute>, reply) => {
    const viewer = pages.signedIn(request, reply);
    return viewer ? show(viewer, request.params.applicationId, EMPTY_FORM, reply) : reply;
  });

  app.post('/label-applications/:applicationId', async (request: FastifyRequest<ApplicationRoute>, reply) => {
    const viewer = pages.signedIn(request, reply);
    if (!viewer) return reply;
    const { applicationId } = request.params;
    const { actor } = viewer.session;
    const { formToken: _token, key, then, links, ...entered } = request.body;
    const values = { ...entered, links: String(links ?? '') } as Record<string, string>;
    const resultsLinks = values.links?.split(/\s+/).filter((link) => link !== '') ?? [];
    const content = { selfAssessment: [], ...(formObject(entered) as object), resultsLinks };
    const parsed = labelContentSchema.safeParse(content, { reportInput: true });
    if (!parsed.success) {
      return show(viewer, applicationId, { values, fields: fieldProblems(parsed.error) }, reply.code(422));
    }
    try {
      await editLabelApplication(deps, actor, `${key} edit`, applicationId, parsed.data);
      if (then === 'submit') await applyForLabel(deps, actor, `${key} submit`, applicationId);
    } catch (error) {
      if (!(error instanceof Problem && error.fields.length > 0)) throw error;
      return show(viewer, applicationId, { values, fields: error.fields }, reply.code(422));
    }
    return reply.redirect(`/label-applications/${applicationId}`, 303);
  });

  async function show(viewer: SignedIn, applicationId: string, form: FormState, reply: FastifyReply) {
    const { actor } = viewer.session;
    const application = await readLabelApplication(deps, actor, applicationId);
    const { rulebook } = await readRulebook(deps, actor, application.rulebookId);
    const time = await timeOf(deps, viewer, application.rulebookId);
    const shown = form === EMPTY_FORM ? formOfApplication(rulebook.label, application.content) : form;
    const children = ApplicationPage({ viewer, application, rulebook, time, form: shown, commandKey: randomUUID() });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.application'), children });
  }
}
