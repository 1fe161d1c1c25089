import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { claimTask } from '../../usecases/claim-task.js';
import { listTasks } from '../../usecases/list-tasks.js';
import { releaseTask } from '../../usecases/release-task.js';
import { moreEvaluators } from '../support/more-evaluators.js';
import { problemOf } from '../support/problem-of.js';
import type { PersonName } from '../support/programme.js';
import { openRecordsOnly, type RecordsOnly } from '../support/records-only.js';
import { seedProject, seedTask } from '../support/seed.js';

let place: RecordsOnly;
let projectId: string;
let taskId: string;
beforeAll(async () => {
  place = await openRecordsOnly('claims');
  projectId = await seedProject(place, { members: ['greekFounder', 'frenchTeacherEvaluator'], nsoIds: ['GR', 'FR'] });
});
beforeEach(async () => {
  await place.owner.updateTable('tasks').set({ status: 'cancelled' }).where('project_id', '=', projectId).execute();
  taskId = await seedTask(place, { projectId, kind: 'nsoApproval', nsoId: 'GR' });
});
afterAll(() => place?.close());

const as = (name: PersonName) => place.people[name].actor;

describe('when a task is claimed', () => {
  test('by eight evaluators at once, then one of them has it and the others hear who', async () => {
    const evaluators = await moreEvaluators(place.owner, 'GR', 8);

    const answers = await Promise.all(
      evaluators.map((evaluator) =>
        claimTask(place.deps, evaluator, taskId).then(
          (task) => ({ assignee: task.assignee?.userId }),
          (problem: { code: string; values: { assigneeName: string } }) => ({ problem }),
        ),
      ),
    );

    const holders = answers.flatMap((answer) => ('assignee' in answer ? [answer.assignee] : []));
    const refusals = answers.flatMap((answer) => ('problem' in answer ? [answer.problem] : []));
    expect(holders).toHaveLength(1);
    const [{ display_name: name } = { display_name: '' }] = await place.owner
      .selectFrom('users')
      .select('display_name')
      .where('user_id', '=', holders[0] ?? '')
      .execute();
    expect(refusals.map(({ code, values }) => [code, values])).toEqual(
      Array.from({ length: 7 }, () => ['claimedByAnother', { assigneeName: name }]),
    );
  });

  test('again by whoever holds it, then nothing changes', async () => {
    const first = await claimTask(place.deps, as('greekEvaluator'), taskId);

    expect(await claimTask(place.deps, as('greekEvaluator'), taskId)).toEqual(first);
    const { items } = await listTasks(place.deps, as('greekEvaluator'), { list: 'mine', limit: 50 });
    expect(items).toEqual([first]);
  });

  test('after it was decided or cancelled, then it is closed', async () => {
    await place.owner
      .updateTable('tasks')
      .set({ status: 'decided', closed_at: new Date() })
      .where('task_id', '=', taskId)
      .execute();

    expect(await problemOf(claimTask(place.deps, as('greekEvaluator'), taskId))).toMatchObject({ code: 'taskClosed' });
    expect(await problemOf(releaseTask(place.deps, as('greekEvaluator'), taskId))).toMatchObject({
      code: 'taskClosed',
    });
  });

  test('by an evaluator of the other NSO, by a party, or by someone without that role, then it is refused', async () => {
    const frenchTask = await seedTask(place, { projectId, kind: 'nsoApproval', nsoId: 'FR' });

    expect(await problemOf(claimTask(place.deps, as('frenchEvaluator'), taskId))).toMatchObject({ code: 'notYourNso' });
    expect(await problemOf(claimTask(place.deps, as('frenchTeacherEvaluator'), frenchTask))).toMatchObject({
      code: 'conflictOfInterest',
    });
    expect(await problemOf(claimTask(place.deps, as('greekFounder'), taskId))).toMatchObject({ code: 'notYourRole' });
    expect(await problemOf(claimTask(place.deps, as('italianEvaluator'), taskId))).toMatchObject({ code: 'notFound' });
    expect(await problemOf(claimTask(place.deps, as('greekEvaluator'), uuidv7()))).toMatchObject({ code: 'notFound' });
  });

  test('for a council, then only by the head of that school', async () => {
    const council = await seedTask(place, {
      projectId,
      kind: 'councilApproval',
      nsoId: 'GR',
      schoolId: place.schools.athens,
    });

    expect(await problemOf(claimTask(place.deps, as('greekEvaluator'), council))).toMatchObject({
      code: 'notYourRole',
    });
    expect(await problemOf(claimTask(place.deps, as('patrasHead'), council))).toMatchObject({ code: 'notFound' });
    expect(await claimTask(place.deps, as('athensHead'), council)).toMatchObject({
      assignee: { displayName: 'athensHead' },
    });
  });
});

describe('when a task is given back', () => {
  beforeEach(async () => {
    await claimTask(place.deps, as('greekEvaluator'), taskId);
  });

  test('by whoever holds it, then another may take it', async () => {
    expect(await releaseTask(place.deps, as('greekEvaluator'), taskId)).toMatchObject({ assignee: null });
    expect(await releaseTask(place.deps, as('greekEvaluator'), taskId)).toMatchObject({ assignee: null });
    expect(await claimTask(place.deps, as('otherGreekEvaluator'), taskId)).toMatchObject({
      assignee: { displayName: 'otherGreekEvaluator' },
    });
  });

  test('by a colleague, then it stays where it is', async () => {
    expect(await problemOf(releaseTask(place.deps, as('otherGreekEvaluator'), taskId))).toMatchObject({
      code: 'claimedByAnother',
      values: { assigneeName: 'greekEvaluator' },
    });
  });

  test('by the administrator of its NSO, then it is free; by another NSO’s, then it is refused', async () => {
    expect(await problemOf(releaseTask(place.deps, as('frenchAdministrator'), taskId))).toMatchObject({
      code: 'notYourRole',
    });
    expect(await releaseTask(place.deps, as('greekAdministrator'), taskId)).toMatchObject({ assignee: null });
  });
});
