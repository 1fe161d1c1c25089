import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type LabelContent, labelContentSchema } from '../../domain/label-content.js';
import { applyForLabel } from '../../usecases/apply-for-label.js';
import { createLabelDraft } from '../../usecases/create-label-draft.js';
import { editLabelApplication } from '../../usecases/edit-label-application.js';
import { listApplicationVersions } from '../../usecases/list-application-versions.js';
import { listLabelApplications } from '../../usecases/list-label-applications.js';
import { Problem } from '../../usecases/problem.js';
import { readLabelApplication } from '../../usecases/read-label-application.js';
import { commandNotice, redirectAfter } from '../command-notice.js';
import { commandKeyOf, EMPTY_FORM, type FormBody, type FormState, formObject, sentForm, versionIn } from '../form.js';
import { signedIn } from '../guard.js';
import { sendPage } from '../layout.js';
import { ApplicationPage, formOfApplication } from '../pages/label-application.js';
import { ApplicationListPage } from '../pages/label-application-list.js';
import type { Pages } from '../plugin.js';
import { wordsOf } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { besideStored, refusedForm, validated } from './refused-form.js';
import { savedNotice, savedQuery, toScript } from './saved.js';

const EMPTY_APPLICATION: LabelContent = {
  selfAssessment: [],
  twinspaceDeclaration: { activities: false, communication: false, record: false },
  resultsLinks: [],
};

interface ApplicationRoute {
  Params: { applicationId: string };
  Querystring: { command?: string; saved?: string };
  Body: FormBody;
}
type ApplicationRequest = FastifyRequest<ApplicationRoute>;

/** A teacher's own applications for the National Quality Label. */
export function labelRoutes(app: FastifyInstance, pages: Pages): void {
  const { deps, styleAddress, autosaveAddress: scriptAddress } = pages;

  app.get('/label-applications', async (request, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const applications = await listLabelApplications(deps, viewer.session.actor);
    const children = ApplicationListPage({ viewer, applications });
    return sendPage(reply, { viewer, styleAddress, title: viewer.t('pages.applications'), children });
  });

  app.post(
    '/projects/:projectId/label-applications',
    async (request: FastifyRequest<{ Params: { projectId: string } }>, reply) => {
      const viewer = signedIn(request, reply);
      if (!viewer) return reply;
      const applicationId = await begin(viewer, request.params.projectId);
      return reply.redirect(`/label-applications/${applicationId}`, 303);
    },
  );

  app.get('/label-applications/:applicationId', async (request: ApplicationRequest, reply) => {
    const viewer = signedIn(request, reply);
    return viewer ? show(viewer, request, EMPTY_FORM, reply) : reply;
  });

  app.post('/label-applications/:applicationId', async (request: ApplicationRequest, reply) => {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const { applicationId } = request.params;
    const { actor } = viewer.session;
    const key = commandKeyOf(request.body);
    let sent = sentForm(request.body);
    const { values } = sent;
    const address = `/label-applications/${applicationId}`;
    try {
      const content = validated(labelContentSchema, applicationIn(values));
      const edit = { content, version: versionIn(request.body) };
      const edited = await editLabelApplication(deps, actor, `edit-${key}`, applicationId, edit);
      // What was sent is what is stored now.
      sent = { ...sent, version: edited.kind === 'saved' ? edited.version : undefined };
      const { intent } = request.body;
      if (intent === 'autosave' && sent.version) return toScript(reply, sent.version);
      if (intent !== 'submit') {
        if (edited.kind === 'pending') return redirectAfter(reply, address, edited);
        return reply.redirect(`${address}${savedQuery(intent)}`, 303);
      }
      return redirectAfter(reply, address, await applyForLabel(deps, actor, `submit-${key}`, applicationId));
    } catch (error) {
      const { status, form } = refusedForm(error, sent);
      return show(viewer, request, form, reply.code(status));
    }
  });

  /** Asked twice, it is the application that there is already. */
  async function begin(viewer: SignedIn, projectId: string): Promise<string> {
    try {
      return (await createLabelDraft(deps, viewer.session.actor, projectId, EMPTY_APPLICATION)).applicationId;
    } catch (error) {
      const mine = error instanceof Problem && error.code === 'alreadyApplied' ? error.values.applicationId : null;
      if (typeof mine !== 'string') throw error;
      return mine;
    }
  }

  async function show(viewer: SignedIn, request: ApplicationRequest, form: FormState, reply: FastifyReply) {
    const application = await readLabelApplication(deps, viewer.session.actor, request.params.applicationId);
    const [words, versions] = await Promise.all([
      wordsOf(deps, viewer, application.rulebookId),
      listApplicationVersions(deps, viewer.session.actor, application.applicationId),
    ]);
    const kept = formOfApplication(words.rulebook.label, application.content);
    const isSentForm = form !== EMPTY_FORM;
    const { saved, command } = request.query;
    const notice =
      (isSentForm ? null : savedNotice(viewer, saved)) ?? (await commandNotice(deps, viewer, words, command));
    const children = ApplicationPage({
      viewer,
      application,
      words,
      versions,
      form: isSentForm ? besideStored(form, kept) : kept,
      isSentForm,
      commandKey: randomUUID(),
      notice,
    });
    const title = viewer.t('pages.application');
    return sendPage(reply, { viewer, styleAddress, scriptAddress, title, children, hasErrors: isSentForm });
  }
}

/** The content that the form's values stand for; each line of the links is one. */
function applicationIn(values: Readonly<Record<string, string>>): unknown {
  const { links = '', ...rest } = values;
  const resultsLinks = links.split(/\s+/).filter((link) => link !== '');
  return { selfAssessment: [], ...(formObject(rest) as object), resultsLinks };
}
