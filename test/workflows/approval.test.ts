import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectWorkflowId } from '../../temporal/names.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { europeanProject } from '../support/programme.js';
import {
  APPROVAL,
  COUNCIL_APPROVAL,
  COUNCIL_REJECTION,
  problemOf,
  REJECTION,
  type Story,
  storyOf,
} from '../support/story.js';

let life: Lifecycle;
let story: Story;
beforeAll(async () => {
  life = await openLifecycle('approval');
  story = storyOf(life);
  await life.startWorker();
});
afterAll(() => life.close());

const openTasks = async (projectId: string) =>
  (await story.tasks(projectId)).filter((task) => task.status === 'open').map((task) => `${task.kind} ${task.nso_id}`);

describe('given a submitted European project of a Greek and a French founder', () => {
  test('R-1.4.a, R-1.4.a.2 only the Greek council is asked first, and its rejection keeps the project from the NSOs', async () => {
    const projectId = await story.submitted();
    expect(await openTasks(projectId)).toEqual(['councilApproval GR']);

    const council = await story.taskOf(projectId, 'councilApproval', 'GR');
    const answer = await story.decide('athensHead', council, COUNCIL_REJECTION);

    expect(answer).toMatchObject({ kind: 'applied', outcome: 'reject', status: 'councilRejected' });
    expect(await openTasks(projectId)).toEqual([]);
    expect(await story.mails(projectId)).toEqual([
      'councilRejected → frenchFounder',
      'councilRejected → greekFounder',
      'projectSubmitted → frenchFounder',
      'projectSubmitted → greekFounder',
      'taskOpened → athensHead',
    ]);
  });

  test('R-1.4.f one NSO rejects: the project is rejected, the other task cancelled, founders and the other NSO told why', async () => {
    const projectId = await story.submitted();
    await story.decide('athensHead', await story.taskOf(projectId, 'councilApproval', 'GR'), COUNCIL_APPROVAL);
    const [greek, french] = [
      await story.taskOf(projectId, 'nsoApproval', 'GR'),
      await story.taskOf(projectId, 'nsoApproval', 'FR'),
    ];
    const before = new Set(await story.mails(projectId));

    const answer = await story.decide('frenchEvaluator', french, REJECTION);

    expect(answer).toMatchObject({ kind: 'applied', outcome: 'reject', status: 'rejected' });
    const cancelled = (await story.tasks(projectId)).find((task) => task.task_id === greek);
    expect(cancelled).toMatchObject({ status: 'cancelled', outcome: null, next_rung: null });
    expect((await story.mails(projectId)).filter((mail) => !before.has(mail))).toEqual([
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
    expect(await problemOf(story.decide('greekEvaluator', greek, APPROVAL))).toMatchObject({ code: 'taskClosed' });
  });

  test('R-1.4.f the first NSO that approves does not make it active, and its founders hear for whom it waits', async () => {
    const projectId = await story.submitted();
    await story.decide('athensHead', await story.taskOf(projectId, 'councilApproval', 'GR'), COUNCIL_APPROVAL);

    const first = await story.decide('frenchEvaluator', await story.taskOf(projectId, 'nsoApproval', 'FR'), APPROVAL);
    const second = await story.decide('greekEvaluator', await story.taskOf(projectId, 'nsoApproval', 'GR'), APPROVAL);

    expect([first, second]).toMatchObject([{ status: 'nsos' }, { status: 'active' }]);
    const mails = await story.mails(projectId);
    expect(mails.filter((mail) => /nsoApproved|projectActive/.test(mail))).toEqual([
      'nsoApproved → frenchFounder',
      'nsoApproved → greekFounder',
      'projectActive → athensHead',
      'projectActive → frenchFounder',
      'projectActive → greekFounder',
    ]);
  });

  test('withdrawal before it is active ends it, cancels the open task and tells whoever would have decided', async () => {
    const projectId = await story.submitted();

    const answer = await story.withdraw('frenchFounder', projectId);

    expect(answer).toMatchObject({ kind: 'applied', status: 'withdrawn' });
    expect(await story.tasks(projectId)).toMatchObject([{ kind: 'councilApproval', status: 'cancelled' }]);
    expect(await story.mails(projectId)).toEqual([
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
    const projectId = await story.submitted();
    await story.decide('athensHead', await story.taskOf(projectId, 'councilApproval', 'GR'), COUNCIL_REJECTION);

    expect(await problemOf(story.withdraw('italianTeacher', projectId))).toMatchObject({ code: 'notFound' });
    expect(await story.withdraw('greekFounder', projectId)).toMatchObject({ status: 'withdrawn' });
    expect(await problemOf(story.withdraw('greekFounder', projectId))).toMatchObject({
      code: 'wrongStatus',
      values: { status: 'withdrawn' },
    });
  });

  test('R-1.4.f only an active project is completed, and only one that is not active yet withdrawn', async () => {
    const projectId = await story.submitted();
    expect(await problemOf(story.complete('greekFounder', projectId))).toMatchObject({
      code: 'wrongStatus',
      values: { status: 'council' },
    });
    const active = await story.active();
    expect(await problemOf(story.withdraw('greekFounder', active))).toMatchObject({
      code: 'wrongStatus',
      values: { status: 'active' },
    });
    expect(await story.complete('frenchFounder', active)).toMatchObject({ kind: 'applied', status: 'completed' });
    expect(await problemOf(story.complete('greekFounder', active))).toMatchObject({
      code: 'wrongStatus',
      values: { status: 'completed' },
    });
  });

  test('whoever takes part in it is not written to as an evaluator of it', async () => {
    const content = europeanProject(life);
    const { teacherId } = life.people.frenchTeacherEvaluator;
    content.partners = [{ teacherId, schoolId: life.schools.lyon, roleText: 'Leads the photographs.' }];
    const projectId = await story.active({ content });

    const opened = (await story.mails(projectId)).filter((mail) => mail.startsWith('taskOpened'));
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
    const content = europeanProject(life);
    const { teacherId } = life.people.italianTeacher;
    content.founders[0] = { teacherId, schoolId: life.schools.rome, roleText: 'Leads the measurements.' };
    const projectId = await story.submitted({ by: 'frenchFounder', content });

    expect((await openTasks(projectId)).sort()).toEqual(['nsoApproval FR', 'nsoApproval IT']);
    await story.decide('italianEvaluator', await story.taskOf(projectId, 'nsoApproval', 'IT'), APPROVAL);
    const last = await story.decide('frenchEvaluator', await story.taskOf(projectId, 'nsoApproval', 'FR'), APPROVAL);
    expect(last).toMatchObject({ status: 'active' });
  });
});

describe('given a project of two Greek founders', () => {
  test('R-1.4.a, R-1.4.f both councils are asked, and one NSO once both have approved', async () => {
    const content = europeanProject(life);
    const { teacherId } = life.people.greekPartner;
    content.founders[1] = { teacherId, schoolId: life.schools.patras, roleText: 'Leads the diary.' };
    const projectId = await story.submitted({ content });
    expect(await openTasks(projectId)).toEqual(['councilApproval GR', 'councilApproval GR']);

    const [athens, patras] = [
      await story.taskOf(projectId, 'councilApproval', life.schools.athens),
      await story.taskOf(projectId, 'councilApproval', life.schools.patras),
    ];
    expect(await story.decide('patrasHead', patras, COUNCIL_APPROVAL)).toMatchObject({ status: 'council' });
    expect(await problemOf(story.decide('patrasHead', athens, COUNCIL_APPROVAL))).toMatchObject({
      code: expect.stringMatching(/notYourSchool|notFound/),
    });
    expect(await story.decide('athensHead', athens, COUNCIL_APPROVAL)).toMatchObject({ status: 'nsos' });

    expect(await openTasks(projectId)).toEqual(['nsoApproval GR']);
    const nso = await story.taskOf(projectId, 'nsoApproval', 'GR');
    expect(await story.decide('greekEvaluator', nso, APPROVAL)).toMatchObject({ status: 'active' });
  });
});
