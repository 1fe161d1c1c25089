import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProjectContent } from '../../domain/project-content.js';
import { closeProject } from '../../usecases/close-project.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { expectAgreement } from '../support/agreement.js';
import { APPROVE, COUNCIL_APPROVES, COUNCIL_REJECTS, RETURN } from '../support/contents.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { mailsOf } from '../support/mails.js';
import { problemOf } from '../support/problem-of.js';
import { europeanProject, type PersonName } from '../support/programme.js';

let life: Lifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openLifecycle('returned');
  actions = actionsOf(life);
  await life.startWorker();
});
afterAll(() => life?.close());

const resubmit = (projectId: string, changes: Partial<ProjectContent>, by: PersonName = 'greekFounder') =>
  actions.resubmit(by, projectId, changes);
const nsoTask = async (projectId: string, nsoId: string) => actions.task(projectId, 'nsoApproval', { nsoId });
const states = async (projectId: string) =>
  (await actions.tasks(projectId)).map((task) => `${task.kind} ${task.nso_id} ${task.status} ${task.outcome}`);

describe('given a project that the Greek NSO returned while the French one had not decided', () => {
  async function returned() {
    const projectId = await actions.reachNsos();
    const french = (await nsoTask(projectId, 'FR')).task_id;
    const answer = await actions.decide('greekEvaluator', (await nsoTask(projectId, 'GR')).task_id, RETURN);
    expect(answer).toMatchObject({ kind: 'applied', outcome: 'return', status: 'returned' });
    return { projectId, french };
  }

  test('R-1.4.f when the French evaluator decides, then the decision is turned away, for the task waits', async () => {
    const { projectId, french } = await returned();

    expect(await problemOf(actions.decide('frenchEvaluator', french, APPROVE))).toMatchObject({
      code: 'taskWaiting',
      rule: 'R-1.4.f',
    });
    expect(await states(projectId)).toEqual([
      'councilApproval GR decided approve',
      'nsoApproval GR decided return',
      'nsoApproval FR waiting null',
      'revision GR open null',
    ]);
    await expectAgreement(life, projectId);
  });

  test('R-1.4.f when a small thing is changed, then only the Greek NSO looks again, the French one goes on, and both make it active', async () => {
    const { projectId, french } = await returned();
    const shortDescription = 'Pupils measure the sea, and each school writes its diary.';

    const mails = await mailsOf(life, projectId, async () => {
      const answer = await resubmit(projectId, { shortDescription });
      expect(answer).toMatchObject({ outcome: 'resubmitted', status: 'nsos', values: { significant: false } });
    });

    expect(mails).toEqual(['taskOpened → greekEvaluator', 'taskOpened → otherGreekEvaluator']);
    await actions.decide('frenchEvaluator', french, APPROVE);
    const last = await actions.decide('greekEvaluator', (await nsoTask(projectId, 'GR')).task_id, APPROVE);
    expect(last).toMatchObject({ status: 'active' });
    await expectAgreement(life, projectId);
    const versions = life.owner.selectFrom('project_versions').select('version').where('project_id', '=', projectId);
    expect((await versions.orderBy('version').execute()).map(({ version }) => version)).toEqual([1, 2]);
    const row = life.owner.selectFrom('projects').select(['content', 'current_version']);
    expect(await row.where('project_id', '=', projectId).executeTakeFirst()).toMatchObject({
      content: { shortDescription },
      current_version: 2,
    });
  });

  test('when nothing was changed, then it is turned away, and a stranger may not resubmit', async () => {
    const { projectId } = await returned();

    expect(await problemOf(resubmit(projectId, {}))).toMatchObject({ code: 'nothingChanged' });
    expect(await problemOf(resubmit(projectId, { goals: 'Others.' }, 'italianTeacher'))).toMatchObject({
      code: 'notFound',
    });
  });

  test('when a founder withdraws it, then the waiting task and the revision are cancelled', async () => {
    const { projectId } = await returned();
    await actions.withdraw('frenchFounder', projectId);

    expect(await states(projectId)).toEqual([
      'councilApproval GR decided approve',
      'nsoApproval GR decided return',
      'nsoApproval FR cancelled null',
      'revision GR cancelled null',
    ]);
    await expectAgreement(life, projectId);
  });
});

test('R-1.4.f given an approval and then a return, when the title is changed, then the NSO that had approved is asked again', async () => {
  const projectId = await actions.reachNsos();
  await actions.decide('frenchEvaluator', (await nsoTask(projectId, 'FR')).task_id, APPROVE);
  await actions.decide('greekEvaluator', (await nsoTask(projectId, 'GR')).task_id, RETURN);

  await resubmit(projectId, { title: 'Tides and diaries' });
  await actions.decide('greekEvaluator', (await nsoTask(projectId, 'GR')).task_id, APPROVE);
  const last = await actions.decide('frenchEvaluator', (await nsoTask(projectId, 'FR')).task_id, APPROVE);

  expect(last).toMatchObject({ status: 'active' });
  expect(await states(projectId)).toEqual([
    'councilApproval GR decided approve',
    'nsoApproval GR decided return',
    'nsoApproval FR decided approve',
    'revision GR decided resubmitted',
    'nsoApproval GR decided approve',
    'nsoApproval FR decided approve',
  ]);
  await expectAgreement(life, projectId);
});

test('R-1.4.a given a council that rejected, when a founder resubmits with a partner more, then that council decides again and the partner takes part', async () => {
  const projectId = await actions.submit();
  await actions.answer('athensHead', projectId, 'councilApproval', 'GR', COUNCIL_REJECTS);
  const partner = {
    teacherId: life.people.italianTeacher.teacherId,
    schoolId: life.schools.rome,
    roleText: 'Draws the map.',
  };

  const again = await resubmit(projectId, { partners: [...europeanProject(life).partners, partner] });
  expect(again).toMatchObject({ status: 'council' });
  const answer = await actions.answer('athensHead', projectId, 'councilApproval', 'GR', COUNCIL_APPROVES);

  expect(answer).toMatchObject({ status: 'nsos' });
  const members = life.owner.selectFrom('project_members').select('teacher_id').where('left_at', 'is', null);
  const ids = (await members.where('project_id', '=', projectId).execute()).map((row) => row.teacher_id);
  expect(ids).toContain(partner.teacherId);
  await expectAgreement(life, projectId);
});

describe('given an active project', () => {
  const close = (person: PersonName, projectId: string) =>
    closeProject(life.deps, life.people[person].actor, randomUUID(), projectId, { reason: 'The school has closed.' });

  test('R-1.4.f when an NSO of a founder closes it, then it ends, and everybody is told', async () => {
    const projectId = await actions.activate();

    const mails = await mailsOf(life, projectId, async () => {
      expect(await close('greekEvaluator', projectId)).toMatchObject({ outcome: 'closed', status: 'closed' });
    });

    expect(mails).toContain('projectClosed → greekFounder');
    expect(mails).toContain('projectClosed → frenchEvaluator');
    await expectAgreement(life, projectId);
  });

  test('R-1.4.f when a stranger’s NSO or a founder would close it, then it goes on', async () => {
    const projectId = await actions.activate();

    expect(await problemOf(close('italianEvaluator', projectId))).toMatchObject({ code: 'notFound' });
    expect(await problemOf(close('greekFounder', projectId))).toMatchObject({ code: 'notYourNso' });
  });
});
