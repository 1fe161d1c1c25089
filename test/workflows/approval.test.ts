import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectWorkflowId } from '../../temporal/names.js';
import { completeProject } from '../../usecases/complete-project.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { APPROVE, COUNCIL_APPROVES, COUNCIL_REJECTS, projectOf, REJECT } from '../support/contents.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { plannedMails } from '../support/mails.js';
import { problemOf } from '../support/problem-of.js';
import { europeanProject, type PersonName } from '../support/programme.js';

let life: Lifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openLifecycle('approval');
  actions = actionsOf(life);
  await life.startWorker();
});
afterAll(() => life.close());

const mails = (projectId: string) => plannedMails(life, projectId);
const taskId = async (...task: Parameters<Actions['task']>) => (await actions.task(...task)).task_id;
const complete = (person: PersonName, projectId: string) =>
  completeProject(life.deps, life.people[person].actor, randomUUID(), projectId, { summary: 'All went well.' });
const openTasks = async (projectId: string) =>
  (await actions.tasks(projectId))
    .filter((task) => task.status === 'open')
    .map((task) => `${task.kind} ${task.nso_id}`);

describe('given a submitted European project of a Greek and a French founder', () => {
  test('R-1.4.a, R-1.4.a.2 only the Greek council is asked first, and its rejection keeps the project from the NSOs', async () => {
    const projectId = await actions.submit();
    expect(await openTasks(projectId)).toEqual(['councilApproval GR']);

    const council = await taskId(projectId, 'councilApproval', { nsoId: 'GR' });
    const answer = await actions.decide('athensHead', council, COUNCIL_REJECTS);

    expect(answer).toMatchObject({ kind: 'applied', outcome: 'reject', status: 'councilRejected' });
    expect(await openTasks(projectId)).toEqual(['revision GR']);
    expect(await mails(projectId)).toEqual([
      'councilRejected → frenchFounder',
      'councilRejected → greekFounder',
      'projectSubmitted → frenchFounder',
      'projectSubmitted → greekFounder',
      'taskOpened → athensHead',
    ]);
  });

  test('R-1.4.f one NSO rejects: the project is rejected, the other task cancelled, founders and the other NSO told why', async () => {
    const projectId = await actions.submit();
    await actions.decide('athensHead', await taskId(projectId, 'councilApproval', { nsoId: 'GR' }), COUNCIL_APPROVES);
    const [greek, french] = [
      await taskId(projectId, 'nsoApproval', { nsoId: 'GR' }),
      await taskId(projectId, 'nsoApproval', { nsoId: 'FR' }),
    ];
    const before = new Set(await mails(projectId));

    const answer = await actions.decide('frenchEvaluator', french, REJECT);

    expect(answer).toMatchObject({ kind: 'applied', outcome: 'reject', status: 'rejected' });
    const cancelled = (await actions.tasks(projectId)).find((task) => task.task_id === greek);
    expect(cancelled).toMatchObject({ status: 'cancelled', outcome: null, next_rung: null });
    expect((await mails(projectId)).filter((mail) => !before.has(mail))).toEqual([
      'projectRejected → frenchFounder',
      'projectRejected → greekEvaluator',
      'projectRejected → greekFounder',
      'projectRejected → otherGreekEvaluator',
      'taskCancelled → greekEvaluator',
      'taskCancelled → otherGreekEvaluator',
    ]);
    const told = await life.owner
      .selectFrom('outbox')
      .select('facts')
      .where('project_id', '=', projectId)
      .where('template', '=', 'taskCancelled')
      .execute();
    expect(told.map((mail) => mail.facts)).toEqual(
      Array(2).fill(expect.objectContaining({ why: 'rejected', nsoId: 'FR' })),
    );
    expect(await problemOf(actions.decide('greekEvaluator', greek, APPROVE))).toMatchObject({ code: 'taskClosed' });
  });

  test('R-1.4.f the first NSO that approves does not make it active, and its founders hear for whom it waits', async () => {
    const projectId = await actions.submit();
    await actions.decide('athensHead', await taskId(projectId, 'councilApproval', { nsoId: 'GR' }), COUNCIL_APPROVES);

    const first = await actions.decide(
      'frenchEvaluator',
      await taskId(projectId, 'nsoApproval', { nsoId: 'FR' }),
      APPROVE,
    );
    const second = await actions.decide(
      'greekEvaluator',
      await taskId(projectId, 'nsoApproval', { nsoId: 'GR' }),
      APPROVE,
    );

    expect([first, second]).toMatchObject([{ status: 'nsos' }, { status: 'active' }]);
    const told = await mails(projectId);
    expect(told.filter((mail) => /nsoApproved|projectActive/.test(mail))).toEqual([
      'nsoApproved → frenchFounder',
      'nsoApproved → greekFounder',
      'projectActive → athensHead',
      'projectActive → frenchFounder',
      'projectActive → greekFounder',
    ]);
  });

  test('withdrawal before it is active ends it, cancels the open task and tells whoever would have decided', async () => {
    const projectId = await actions.submit();

    const answer = await actions.withdraw('frenchFounder', projectId);

    expect(answer).toMatchObject({ kind: 'applied', status: 'withdrawn' });
    expect(await actions.tasks(projectId)).toMatchObject([{ kind: 'councilApproval', status: 'cancelled' }]);
    expect(await mails(projectId)).toEqual([
      'projectSubmitted → frenchFounder',
      'projectSubmitted → greekFounder',
      'projectWithdrawn → frenchFounder',
      'projectWithdrawn → greekFounder',
      'taskCancelled → athensHead',
      'taskOpened → athensHead',
    ]);
    const result = await life.deps.temporal.workflow.getHandle(projectWorkflowId(projectId)).result();
    expect(result).toBe('withdrawn');
  });

  test('a rejected council still lets the founder withdraw, and nobody else may', async () => {
    const projectId = await actions.submit();
    await actions.decide('athensHead', await taskId(projectId, 'councilApproval', { nsoId: 'GR' }), COUNCIL_REJECTS);

    expect(await problemOf(actions.withdraw('italianTeacher', projectId))).toMatchObject({ code: 'notFound' });
    expect(await actions.withdraw('greekFounder', projectId)).toMatchObject({ status: 'withdrawn' });
    expect(await problemOf(actions.withdraw('greekFounder', projectId))).toMatchObject({
      code: 'wrongStatus',
      values: { status: 'withdrawn' },
    });
  });

  test('R-1.4.f only an active project is completed, and only one that is not active yet withdrawn', async () => {
    const projectId = await actions.submit();
    expect(await problemOf(complete('greekFounder', projectId))).toMatchObject({
      code: 'wrongStatus',
      values: { status: 'council' },
    });
    const active = await actions.activate();
    expect(await problemOf(actions.withdraw('greekFounder', active))).toMatchObject({
      code: 'wrongStatus',
      values: { status: 'active' },
    });
    expect(await complete('frenchFounder', active)).toMatchObject({ kind: 'applied', status: 'completed' });
    expect(await problemOf(complete('greekFounder', active))).toMatchObject({
      code: 'wrongStatus',
      values: { status: 'completed' },
    });
  });

  test('whoever takes part in it is not written to as an evaluator of it', async () => {
    const content = europeanProject(life);
    const { teacherId } = life.people.frenchTeacherEvaluator;
    content.partners = [{ teacherId, schoolId: life.schools.lyon, roleText: 'Leads the photographs.' }];
    const projectId = await actions.activate({ content });

    const opened = (await mails(projectId)).filter((mail) => mail.startsWith('taskOpened'));
    expect(opened).toEqual([
      'taskOpened → athensHead',
      'taskOpened → frenchEvaluator',
      'taskOpened → greekEvaluator',
      'taskOpened → otherGreekEvaluator',
    ]);
  });
});

describe('given a project of a French and an Italian founder', () => {
  test('R-1.4.a no council is asked: both NSOs are, at once', async () => {
    const content = projectOf(life, ['frenchFounder', 'italianTeacher']);
    const projectId = await actions.submit({ by: 'frenchFounder', content });

    expect((await openTasks(projectId)).sort()).toEqual(['nsoApproval FR', 'nsoApproval IT']);
    await actions.decide('italianEvaluator', await taskId(projectId, 'nsoApproval', { nsoId: 'IT' }), APPROVE);
    const last = await actions.decide(
      'frenchEvaluator',
      await taskId(projectId, 'nsoApproval', { nsoId: 'FR' }),
      APPROVE,
    );
    expect(last).toMatchObject({ status: 'active' });
  });
});

describe('given a project of two Greek founders', () => {
  test('R-1.4.a, R-1.4.f both councils are asked, and one NSO once both have approved', async () => {
    const content = projectOf(life, ['greekFounder', 'greekPartner']);
    const projectId = await actions.submit({ content });
    expect(await openTasks(projectId)).toEqual(['councilApproval GR', 'councilApproval GR']);

    const [athens, patras] = [
      await taskId(projectId, 'councilApproval', { schoolId: life.schools.athens }),
      await taskId(projectId, 'councilApproval', { schoolId: life.schools.patras }),
    ];
    expect(await actions.decide('patrasHead', patras, COUNCIL_APPROVES)).toMatchObject({ status: 'council' });
    expect(await problemOf(actions.decide('patrasHead', athens, COUNCIL_APPROVES))).toMatchObject({
      code: expect.stringMatching(/notYourSchool|notFound/),
    });
    expect(await actions.decide('athensHead', athens, COUNCIL_APPROVES)).toMatchObject({ status: 'nsos' });

    expect(await openTasks(projectId)).toEqual(['nsoApproval GR']);
    const nso = await taskId(projectId, 'nsoApproval', { nsoId: 'GR' });
    expect(await actions.decide('greekEvaluator', nso, APPROVE)).toMatchObject({ status: 'active' });
  });
});
