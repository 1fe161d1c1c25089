// Whether a task is overdue goes by the records' clock alone: by the clock that a rehearsal, or a test, has moved.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listProjects } from '../../usecases/list-projects.js';
import { listTasks } from '../../usecases/list-tasks.js';
import { readTask } from '../../usecases/read-task.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { openSkippingLifecycle, type SkippingLifecycle } from '../support/skipping-lifecycle.js';

let life: SkippingLifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openSkippingLifecycle('overdue');
  actions = actionsOf(life);
  await life.startWorker();
});
afterAll(() => life?.close());

test('given a council’s task, when the records’ clock passes its due date, then lists, the task and the project say overdue at once', async () => {
  const projectId = await actions.submit();
  const { task_id: taskId, due_at: dueAt } = await actions.task(projectId, 'councilApproval');
  const head = life.people.athensHead.actor;
  const overdue = async () => {
    const tasks = await listTasks(life.deps, head, { list: 'group', limit: 10 });
    const task = await readTask(life.deps, head, taskId);
    const projects = await listProjects(life.deps, life.people.greekFounder.actor, { limit: 10 });
    return [tasks.items[0]?.overdue, task.overdue, projects.items[0]?.openTasks[0]?.overdue];
  };

  expect(await overdue()).toEqual([false, false, false]);
  await life.skipTo(dueAt.toISOString(), 1000);

  expect(await overdue()).toEqual([true, true, true]);
});
