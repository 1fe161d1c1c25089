import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { completeProject } from '../../usecases/complete-project.js';
import { createLabelDraft } from '../../usecases/create-label-draft.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { expectAgreement } from '../support/agreement.js';
import { application, COUNCIL_APPROVES, projectOf } from '../support/contents.js';
import { mailsOf } from '../support/mails.js';
import { problemOf } from '../support/problem-of.js';
import { expectNoRowRefersToNothing } from '../support/references.js';
import { publishRules } from '../support/rules.js';
import { openSkippingLifecycle, type SkippingLifecycle } from '../support/skipping-lifecycle.js';
import { type TeamActions, teamOf } from '../support/team.js';

let life: SkippingLifecycle;
let actions: Actions;
let team: TeamActions;
beforeAll(async () => {
  life = await openSkippingLifecycle('team_leaving');
  actions = actionsOf(life);
  team = teamOf(life);
  await life.startWorker();
});
afterAll(async () => {
  await expectNoRowRefersToNothing(life.owner);
  await life.close();
});

const FOUNDERS = ['founder frenchFounder', 'founder greekFounder'];
const EVALUATORS = ['frenchEvaluator', 'frenchTeacherEvaluator', 'greekEvaluator', 'otherGreekEvaluator'];

const active = async () =>
  actions.activate({ rulebookId: (await publishRules(life.owner, { nowMs: await life.nowMs() })).rulebookId });
const patrasTask = (projectId: string) => actions.task(projectId, 'councilApproval', { schoolId: life.schools.patras });

/** An active project in which the teacher of Patras takes part. */
async function withPatras() {
  const projectId = await active();
  await team.admit(projectId);
  return projectId;
}

describe('given a member of an active project', () => {
  test('R-3.1.0 when he or she leaves, then only those who took part to the end apply for the label', async () => {
    const projectId = await withPatras();
    const mails = await mailsOf(life, projectId, () => team.leave('greekPartner', projectId));
    expect(mails).toEqual(['frenchFounder', 'greekFounder', 'greekPartner'].map((who) => `memberLeft → ${who}`));

    await completeProject(life.deps, life.people.greekFounder.actor, `done ${projectId}`, projectId, {
      summary: 'Done.',
    });

    const draft = (person: 'greekPartner' | 'greekFounder') =>
      createLabelDraft(life.deps, life.people[person].actor, projectId, application());
    expect(await problemOf(draft('greekPartner'))).toMatchObject({ code: 'notFound' });
    expect(await draft('greekFounder')).toMatchObject({ projectId });
  });

  test('when a founder removes him or her, then the journal says who did; a stranger may not, and nobody removes a founder', async () => {
    const projectId = await withPatras();
    expect(await problemOf(team.remove('greekPartner', projectId, 'frenchFounder'))).toMatchObject({
      code: 'notAFounder',
    });
    expect(await problemOf(team.remove('greekFounder', projectId, 'frenchFounder'))).toMatchObject({
      code: 'handOverFirst',
      rule: 'R-1.4.e',
    });
    expect(await problemOf(team.leave('greekFounder', projectId))).toMatchObject({ code: 'handOverFirst' });

    await team.remove('frenchFounder', projectId, 'greekPartner');

    const last = await life.owner
      .selectFrom('journal')
      .select(['event', 'actor_id'])
      .where('project_id', '=', projectId)
      .orderBy('seq', 'desc')
      .executeTakeFirst();
    expect(last).toEqual({ event: 'memberRemoved', actor_id: life.people.frenchFounder.actor.userId });
    await expectAgreement(life, projectId);
  });

  test('R-1.2.a when the only one from another country would leave, then it is turned away: it would be another category', async () => {
    const content = { ...projectOf(life, ['greekFounder', 'greekPartner']) };
    const { founders } = projectOf(life, ['frenchFounder', 'italianTeacher']);
    const projectId = await actions.submit({ content: { ...content, partners: [founders[0]] } });
    await actions.decide(
      'athensHead',
      (await actions.task(projectId, 'councilApproval', { schoolId: life.schools.athens })).task_id,
      COUNCIL_APPROVES,
    );
    await actions.decide('patrasHead', (await patrasTask(projectId)).task_id, COUNCIL_APPROVES);
    await actions.answer('greekEvaluator', projectId, 'nsoApproval', 'GR', { outcome: 'approve' });

    expect(await problemOf(team.leave('frenchFounder', projectId))).toEqual({
      code: 'categoryWouldChange',
      rule: 'R-1.2.a',
      values: { category: 'european', becomes: 'national' },
    });
  });
});

describe('R-1.4.e given a founder who hands over', () => {
  test('when the member accepts, then he or she is founder, the other a partner who may leave, and the NSOs are told', async () => {
    const projectId = await withPatras();
    const asked = await team.succeed('greekFounder', projectId, 'greekFounder', 'greekPartner');
    expect(await team.members(projectId)).toEqual([...FOUNDERS, 'partner greekPartner']);

    const mails = await mailsOf(life, projectId, () => team.answer('greekPartner', projectId, asked, 'accept'));

    expect(mails).toEqual(
      [...EVALUATORS, 'frenchFounder', 'greekFounder', 'greekPartner'].sort().map((who) => `founderSucceeded → ${who}`),
    );
    expect(await team.members(projectId)).toEqual([
      'founder frenchFounder',
      'founder greekPartner',
      'partner greekFounder',
    ]);
    await team.leave('greekFounder', projectId);
    expect(await team.members(projectId)).toEqual(['founder frenchFounder', 'founder greekPartner']);
    await expectAgreement(life, projectId);
    await completeProject(life.deps, life.people.greekPartner.actor, `done ${projectId}`, projectId, {
      summary: 'Done.',
    });
  });

  test('R-1.4.f when the successor is of another country’s NSO, then it is turned away, for that one did not approve', async () => {
    const projectId = await withPatras();

    expect(await problemOf(team.succeed('frenchFounder', projectId, 'frenchFounder', 'greekPartner'))).toEqual({
      code: 'successorOfAnotherNso',
      rule: 'R-1.4.f',
      values: { nsoId: 'FR', successorNsoId: 'GR' },
    });
  });

  test('when it is another founder’s place, then only where that one can no longer sign in', async () => {
    const projectId = await withPatras();
    const ask = () => team.succeed('frenchFounder', projectId, 'greekFounder', 'greekPartner');
    expect(await problemOf(ask())).toMatchObject({ code: 'notThatFounder', rule: 'R-1.4.e' });
    const gone = life.owner.updateTable('users').where('user_id', '=', life.people.greekFounder.actor.userId);
    await gone.set({ disabled_at: new Date() }).execute();
    try {
      await team.answer('greekPartner', projectId, await ask(), 'accept');
      expect(await team.members(projectId)).toContain('founder greekPartner');
      await team.remove('frenchFounder', projectId, 'greekFounder');
      expect(await team.members(projectId)).toEqual(['founder frenchFounder', 'founder greekPartner']);
    } finally {
      await gone.set({ disabled_at: null }).execute();
    }
  });

  test('R-1.4.a when the council of the successor’s school was never asked, then it is, before anything changes', async () => {
    const { founders } = projectOf(life, ['greekPartner', 'frenchFounder']);
    const content = { ...projectOf(life, ['greekFounder', 'frenchFounder']), partners: [founders[0]] };
    const projectId = await actions.activate({ content });
    const asked = await team.succeed('greekFounder', projectId, 'greekFounder', 'greekPartner');

    const answer = await team.answer('greekPartner', projectId, asked, 'accept');
    expect(answer).toMatchObject({ outcome: 'accepted', status: 'active' });
    expect(await team.members(projectId)).toContain('founder greekFounder');
    await actions.decide('patrasHead', (await patrasTask(projectId)).task_id, COUNCIL_APPROVES);

    expect(await team.members(projectId)).toContain('founder greekPartner');
    await expectAgreement(life, projectId);
  });
});
