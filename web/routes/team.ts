import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../domain/permissions.js';
import {
  handOverSchema,
  invitationAnswerSchema,
  invitationSchema,
  leavingSchema,
  removalSchema,
} from '../../domain/team-content.js';
import type { CommandResult } from '../../usecases/command-result.js';
import { findTeachers } from '../../usecases/find-teachers.js';
import { nameTeachers } from '../../usecases/name-teachers.js';
import { Problem } from '../../usecases/problem.js';
import { readProject } from '../../usecases/read-project.js';
import { answerInvitation, withdrawInvitation } from '../../usecases/team/answer-invitation.js';
import { handOver } from '../../usecases/team/hand-over.js';
import { inviteTeacher } from '../../usecases/team/invite-teacher.js';
import { leaveProject, removeMember } from '../../usecases/team/leave-project.js';
import { TEAM_ACTIONS, type TeamAction } from '../../usecases/team/may-change-team.js';
import { readTeamWarnings } from '../../usecases/team/read-team-warnings.js';
import { commandNotice, redirectAfter } from '../command-notice.js';
import { commandKeyOf, EMPTY_FORM, enteredIn, type FormBody, formObject } from '../form.js';
import { signedIn, UUID } from '../guard.js';
import { sendPage } from '../layout.js';
import { TeamPage, type TeamPageProps } from '../pages/team.js';
import type { Pages } from '../plugin.js';
import { wordsOf } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { refusedForm, validated } from './refused-form.js';

interface TeamRoute {
  Params: { projectId: string; invitationId: string };
  Querystring: { command?: string };
  Body: FormBody;
}
type TeamRequest = FastifyRequest<TeamRoute>;
type Values = Readonly<Record<string, string>>;
type Command = (actor: Actor, key: string, params: TeamRoute['Params'], values: Values) => Promise<CommandResult>;

const NOTHING_SENT: TeamPageProps['sent'] = { action: null, form: EMPTY_FORM };

/** The team of an active project: shown to whoever may change something in it. */
export function teamRoutes(app: FastifyInstance, { deps, styleAddress }: Pages): void {
  app.get('/projects/:projectId/team', async (request: TeamRequest, reply) => {
    const viewer = signedIn(request, reply);
    return viewer ? show(viewer, request, NOTHING_SENT, reply) : reply;
  });

  app.post('/projects/:projectId/team/invite', async (request: TeamRequest, reply) => {
    if (request.body?.intent === 'search') return search(request, reply);
    return act(request, reply, 'invite', (actor, key, { projectId }, values) => {
      const [teacherId, schoolId] = pairIn(values, 'member');
      const invited = validated(invitationSchema, { teacherId, schoolId, roleText: values.roleText ?? '' });
      return inviteTeacher(deps, actor, key, projectId, invited);
    });
  });
  app.post('/projects/:projectId/team/invitations/:invitationId/answer', (request: TeamRequest, reply) =>
    act(request, reply, 'answerInvitation', (actor, key, params, values) => {
      const { answer } = validated(invitationAnswerSchema, formObject(values));
      return answerInvitation(deps, actor, key, params, answer);
    }),
  );
  app.post('/projects/:projectId/team/invitations/:invitationId/withdraw', (request: TeamRequest, reply) =>
    act(request, reply, 'withdrawInvitation', (actor, key, params) => withdrawInvitation(deps, actor, key, params)),
  );
  app.post('/projects/:projectId/team/hand-over', (request: TeamRequest, reply) =>
    act(request, reply, 'handOver', (actor, key, { projectId }, values) => {
      const [founderTeacherId, successorTeacherId] = pairIn(values, 'successor');
      const content = validated(handOverSchema, { founderTeacherId, successorTeacherId });
      return handOver(deps, actor, key, projectId, content);
    }),
  );
  app.post('/projects/:projectId/team/remove', (request: TeamRequest, reply) =>
    act(request, reply, 'removeMember', (actor, key, { projectId }, { removed: teacherId = '', ...values }) => {
      if (!UUID.test(teacherId)) throw missing('removed');
      return removeMember(deps, actor, key, { projectId, teacherId }, validated(removalSchema, formObject(values)));
    }),
  );
  app.post('/projects/:projectId/team/leave', (request: TeamRequest, reply) =>
    act(request, reply, 'leave', (actor, key, { projectId }, values) =>
      leaveProject(deps, actor, key, projectId, validated(leavingSchema, formObject(values))),
    ),
  );

  /** Nothing is changed: what was written stays in the form that is shown with those found. */
  async function search(request: TeamRequest, reply: FastifyReply) {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    const values = enteredIn(request.body);
    return show(viewer, request, { action: 'invite', form: { values, fields: [] } }, reply);
  }

  async function act(request: TeamRequest, reply: FastifyReply, action: TeamAction, command: Command) {
    const viewer = signedIn(request, reply);
    if (!viewer) return reply;
    // The forms of the page carry one key.
    const key = `${action}-${commandKeyOf(request.body)}`;
    const { search: _search, ...values } = enteredIn(request.body);
    try {
      const result = await command(viewer.session.actor, key, request.params, values);
      return redirectAfter(reply, await pageAfter(viewer, request.params.projectId), result);
    } catch (error) {
      const { status, form } = refusedForm(error, { values });
      return show(viewer, request, { action, form }, reply.code(status));
    }
  }

  /** Whoever left, or declined, does not see the project any more. */
  async function pageAfter(viewer: SignedIn, projectId: string): Promise<string> {
    return readProject(deps, viewer.session.actor, projectId).then(
      ({ mayDo }) => (mayDo.some(isOfTeam) ? `/projects/${projectId}/team` : `/projects/${projectId}`),
      (error: unknown) => {
        if (error instanceof Problem && error.code === 'notFound') return '/projects';
        throw error;
      },
    );
  }

  async function show(viewer: SignedIn, request: TeamRequest, sent: TeamPageProps['sent'], reply: FastifyReply) {
    const { actor } = viewer.session;
    const { values } = sent.form;
    const project = await readProject(deps, actor, request.params.projectId);
    if (sent.action === null && !project.mayDo.some(isOfTeam)) {
      return reply.redirect(`/projects/${project.projectId}`, 303);
    }
    const [chosen = ''] = (values.member ?? '').split('/');
    const [words, warnings, found] = await Promise.all([
      wordsOf(deps, viewer, project.rulebookId),
      readTeamWarnings(deps, actor, project.projectId),
      values.search === undefined ? teacherAgain(actor, chosen) : findTeachers(deps, actor, { search: values.search }),
    ]);
    const notice = await commandNotice(deps, viewer, words, request.query.command);
    const page = {
      viewer,
      project,
      warnings,
      words,
      sent,
      found,
      search: values.search ?? '',
      notice,
      commandKey: randomUUID(),
    };
    const title = viewer.t('pages.team');
    return sendPage(reply, {
      viewer,
      styleAddress,
      title,
      children: TeamPage(page),
      hasErrors: sent.form.fields.length > 0 || sent.form.problem !== undefined,
    });
  }

  /** A form that was refused still offers whom it chose. */
  async function teacherAgain(actor: Actor, teacherId: string) {
    return UUID.test(teacherId) ? nameTeachers(deps, actor, [teacherId]) : null;
  }
}

function isOfTeam(action: string): boolean {
  return (TEAM_ACTIONS as readonly string[]).includes(action);
}

/** The two ids that one choice stands for. @throws Problem `invalid` when nothing was chosen */
function pairIn(values: Values, name: string): [string, string] {
  const [one = '', other = ''] = (values[name] ?? '').split('/');
  if (!UUID.test(one) || !UUID.test(other)) throw missing(name);
  return [one, other];
}

function missing(field: string): Problem {
  return new Problem('invalid', null, {}, [{ field, code: 'required', rule: null, values: {} }]);
}
