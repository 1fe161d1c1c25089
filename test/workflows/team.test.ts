import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Rung } from '../../domain/due-date.js';
import { closeProject } from '../../usecases/close-project.js';
import { completeProject } from '../../usecases/complete-project.js';
import { readProject } from '../../usecases/read-project.js';
import { readTask } from '../../usecases/read-task.js';
import { inviteTeacher } from '../../usecases/team/invite-teacher.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { expectAgreement } from '../support/agreement.js';
import { APPROVE, COUNCIL_APPROVES, COUNCIL_REJECTS, projectOf } from '../support/contents.js';
import { mailsOf } from '../support/mails.js';
import { problemOf } from '../support/problem-of.js';
import { publishRules } from '../support/rules.js';
import { openSkippingLifecycle, type SkippingLifecycle } from '../support/skipping-lifecycle.js';
import { type TeamActions, teamOf } from '../support/team.js';
import { until } from '../support/until.js';

let life: SkippingLifecycle;
let actions: Actions;
let team: TeamActions;
beforeAll(async () => {
  life = await openSkippingLifecycle('team');
  actions = actionsOf(life);
  team = teamOf(life);
  await life.startWorker();
});
afterAll(() => life?.close());

const FOUNDERS = ['founder frenchFounder', 'founder greekFounder'];

const active = async () =>
  actions.activate({ rulebookId: (await publishRules(life.owner, { nowMs: await life.nowMs() })).rulebookId });
const patrasTask = (projectId: string) => actions.task(projectId, 'councilApproval', { schoolId: life.schools.patras });

/** The teacher of Patras was invited and has accepted: the council of the school was asked. */
async function waitingForPatras() {
  const projectId = await active();
  const invitationId = await team.join(projectId, 'greekPartner');
  return { projectId, invitationId, task: await patrasTask(projectId) };
}

describe('R-1.4.a given a Greek teacher who accepted an invitation', () => {
  test('when the council of the school has not decided, then he or she does not take part, but sees the project, as the head does', async () => {
    const { projectId, invitationId } = await waitingForPatras();

    expect(await team.members(projectId)).toEqual(FOUNDERS);
    expect(await team.invitation(invitationId)).toEqual({ status: 'accepted', role_text: 'Leads the reading.' });
    for (const person of ['greekPartner', 'patrasHead'] as const) {
      const seen = await readProject(life.deps, life.people[person].actor, projectId);
      expect(seen.invitations).toMatchObject([{ displayName: 'greekPartner', status: 'accepted' }]);
    }
    await expectAgreement(life, projectId);
  });

  test('when the council approves, then he or she takes part, and everybody concerned is told', async () => {
    const projectId = await active();
    const invited = await mailsOf(life, projectId, () => team.invite('frenchFounder', projectId, 'greekPartner'));
    expect(invited).toEqual(['teamInvited → greekPartner']);
    const [invitation] = (await readProject(life.deps, life.people.greekPartner.actor, projectId)).invitations;
    const accepted = await mailsOf(life, projectId, () =>
      team.answer('greekPartner', projectId, invitation?.invitationId ?? '', 'accept'),
    );
    expect(accepted).toEqual([
      'invitationAnswered → frenchFounder',
      'invitationAnswered → greekFounder',
      'taskOpened → patrasHead',
    ]);

    const { task_id: taskId } = await patrasTask(projectId);
    const joined = await mailsOf(life, projectId, () => actions.decide('patrasHead', taskId, COUNCIL_APPROVES));

    expect(joined).toEqual(['frenchFounder', 'greekFounder', 'greekPartner'].map((who) => `memberJoined → ${who}`));
    expect(await team.members(projectId)).toEqual([...FOUNDERS, 'partner greekPartner']);
    await expectAgreement(life, projectId);
  });

  test('when the council rejects, then he or she does not, hears why, and the project stays active', async () => {
    const { projectId, invitationId, task } = await waitingForPatras();

    const mails = await mailsOf(life, projectId, async () => {
      const answer = await actions.decide('patrasHead', task.task_id, COUNCIL_REJECTS);
      expect(answer).toMatchObject({ outcome: 'reject', status: 'active' });
    });

    expect(mails).toEqual(['frenchFounder', 'greekFounder', 'greekPartner'].map((who) => `joiningRejected → ${who}`));
    expect(await team.members(projectId)).toEqual(FOUNDERS);
    expect((await team.invitation(invitationId)).status).toBe('rejected');
    expect(await problemOf(readProject(life.deps, life.people.greekPartner.actor, projectId))).toMatchObject({
      code: 'notFound',
    });
    await expectAgreement(life, projectId);
  });

  test('when the head does not answer, then the head is reminded and the NSO told, as of every council', async () => {
    const { projectId, task } = await waitingForPatras();
    const rungs = task.rungs as Rung[];
    const at = (kind: Rung['kind']) => rungs.find((rung) => rung.kind === kind)?.at ?? '';

    const mails = await mailsOf(life, projectId, async () => {
      await life.skipTo(at('escalation'));
      await until('the escalation', async () => (await patrasTask(projectId)).escalated_at);
    });

    expect(mails).toEqual(['taskEscalated → greekAdministrator', 'taskReminder → patrasHead']);
    await expectAgreement(life, projectId);
  });

  test('given founders of two other countries, when the council is asked, then its NSO sees the task that it is to look after', async () => {
    const projectId = await actions.submit({
      content: projectOf(life, ['frenchFounder', 'italianTeacher']),
      by: 'frenchFounder',
    });
    await actions.answer('frenchEvaluator', projectId, 'nsoApproval', 'FR', APPROVE);
    await actions.answer('italianEvaluator', projectId, 'nsoApproval', 'IT', APPROVE);
    const { actor } = life.people.greekAdministrator;
    expect(await problemOf(readProject(life.deps, actor, projectId))).toMatchObject({ code: 'notFound' });

    const invitationId = await team.invite('frenchFounder', projectId, 'greekPartner');
    await team.answer('greekPartner', projectId, invitationId, 'accept');

    const { task_id: taskId } = await patrasTask(projectId);
    expect(await readTask(life.deps, actor, taskId)).toMatchObject({ kind: 'councilApproval', status: 'open' });
    await actions.decide('patrasHead', taskId, COUNCIL_APPROVES);
    expect(await team.members(projectId)).toContain('partner greekPartner');
  });

  test('when a founder takes the invitation back, or the teacher declines after all, then the council need not decide any more', async () => {
    for (const end of ['withdraw', 'decline'] as const) {
      const { projectId, invitationId, task } = await waitingForPatras();

      const mails = await mailsOf(life, projectId, () =>
        end === 'withdraw'
          ? team.withdraw('frenchFounder', projectId, invitationId)
          : team.answer('greekPartner', projectId, invitationId, 'decline'),
      );

      expect(mails).toContain('taskCancelled → patrasHead');
      expect((await patrasTask(projectId)).status).toBe('cancelled');
      expect(await problemOf(actions.decide('patrasHead', task.task_id, COUNCIL_APPROVES))).toMatchObject({
        code: 'taskClosed',
      });
      expect(await team.members(projectId)).toEqual(FOUNDERS);
      await expectAgreement(life, projectId);
    }
  });

  test('when the council has approved the project before, then it is not asked again', async () => {
    const projectId = await active();
    await team.admit(projectId);
    await team.leave('greekPartner', projectId);
    expect(await team.members(projectId)).toEqual(FOUNDERS);

    await team.join(projectId, 'greekPartner');

    expect(await team.members(projectId)).toEqual([...FOUNDERS, 'partner greekPartner']);
    expect((await actions.tasks(projectId)).filter((task) => task.status === 'open')).toEqual([]);
  });
});

describe('given an active project', () => {
  test('R-1.4.a when a teacher of a country without councils accepts, then he or she takes part at once', async () => {
    const projectId = await active();
    await team.join(projectId, 'italianTeacher');
    expect(await team.members(projectId)).toEqual([...FOUNDERS, 'partner italianTeacher']);
    await expectAgreement(life, projectId);
  });

  test('R-1.p1, R-2.f when somebody is invited who takes part or is invited already, then it is turned away', async () => {
    const projectId = await active();
    const invited = { teacherId: life.people.greekFounder.teacherId, schoolId: life.schools.patras, roleText: 'Too.' };
    const asked = inviteTeacher(life.deps, life.people.frenchFounder.actor, 'twice', projectId, invited);
    expect(await problemOf(asked)).toMatchObject({ code: 'invalid', rule: 'R-2.f' });
    await team.invite('greekFounder', projectId, 'italianTeacher');
    expect(await problemOf(team.invite('frenchFounder', projectId, 'italianTeacher'))).toMatchObject({
      code: 'alreadyInvited',
    });
  });

  test('when two founders invite the same teacher at once, then there is one invitation', async () => {
    const projectId = await active();

    const both = await Promise.allSettled(
      (['greekFounder', 'frenchFounder'] as const).map((by) => team.invite(by, projectId, 'italianTeacher')),
    );

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expectAgreement(life, projectId);
  });

  test('when it is completed or closed with somebody waiting, then the invitations and the council’s task are cancelled, and all are told', async () => {
    const ends = {
      completed: (projectId: string) =>
        completeProject(life.deps, life.people.greekFounder.actor, projectId, projectId, { summary: 'Done.' }),
      closed: (projectId: string) =>
        closeProject(life.deps, life.people.greekEvaluator.actor, projectId, projectId, {
          reason: 'The school closed.',
        }),
    };
    for (const [status, end] of Object.entries(ends)) {
      const { projectId, invitationId } = await waitingForPatras();
      const open = await team.invite('greekFounder', projectId, 'italianTeacher');

      const mails = await mailsOf(life, projectId, () => end(projectId));

      expect(mails.filter((mail) => /taskCancelled|invitationCancelled/.test(mail))).toEqual([
        'invitationCancelled → frenchFounder',
        'invitationCancelled → frenchFounder',
        'invitationCancelled → greekFounder',
        'invitationCancelled → greekFounder',
        'invitationCancelled → greekPartner',
        'invitationCancelled → italianTeacher',
        'taskCancelled → patrasHead',
      ]);
      expect([await team.invitation(invitationId), await team.invitation(open)].map((one) => one.status)).toEqual([
        'cancelled',
        'cancelled',
      ]);
      expect(await problemOf(team.invite('greekFounder', projectId, 'italianTeacher'))).toMatchObject({
        code: 'wrongStatus',
        values: { status },
      });
      await expectAgreement(life, projectId);
    }
  });
});
