import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { claimTask } from '../../usecases/claim-task.js';
import { listTasks, type TaskListName, type TaskSummary } from '../../usecases/list-tasks.js';
import { problemOf } from '../support/problem-of.js';
import type { PersonName } from '../support/programme.js';
import { openRecordsOnly, type RecordsOnly } from '../support/records-only.js';
import { seedApplication, seedDecision, seedProject, seedTask } from '../support/seed.js';

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

let place: RecordsOnly;
let shared: string;
let french: string;
let evaluated: string;
let overdue: string;
let council: string;
beforeAll(async () => {
  place = await openRecordsOnly('task_lists');
  shared = await seedProject(place, { members: ['greekFounder', 'frenchFounder'], nsoIds: ['GR', 'FR'] });
  french = await seedProject(place, { members: ['frenchFounder', 'frenchTeacherEvaluator'], nsoIds: ['FR'] });
  overdue = await seedTask(place, { projectId: shared, kind: 'nsoApproval', nsoId: 'GR', dueAt: inHours(-1) });
  await seedTask(place, { projectId: shared, kind: 'nsoApproval', nsoId: 'FR', dueAt: inHours(2) });
  await seedTask(place, { projectId: french, kind: 'nsoApproval', nsoId: 'FR', dueAt: inHours(1) });
  council = await seedTask(place, {
    projectId: shared,
    kind: 'councilApproval',
    nsoId: 'GR',
    schoolId: place.schools.athens,
    dueAt: inHours(3),
  });
  const applicationId = await seedApplication(place, { projectId: shared, applicant: 'greekFounder', nsoId: 'GR' });
  evaluated = await seedTask(place, {
    projectId: shared,
    kind: 'labelEvaluation',
    nsoId: 'GR',
    applicationId,
    dueAt: inHours(4),
  });
});
afterAll(() => place?.close());

const as = (name: PersonName) => place.people[name].actor;
async function list(name: PersonName, which: TaskListName = 'group'): Promise<TaskSummary[]> {
  return (await listTasks(place.deps, as(name), { list: which, limit: 100 })).items;
}
const kinds = (tasks: TaskSummary[]) => tasks.map((task) => `${task.kind} ${task.nsoId}`);

test('evaluators see what their own NSO has to decide, first due first', async () => {
  expect(kinds(await list('greekEvaluator'))).toEqual(['nsoApproval GR', 'labelEvaluation GR']);
  expect(kinds(await list('frenchEvaluator'))).toEqual(['nsoApproval FR', 'nsoApproval FR']);
  expect(await list('italianEvaluator')).toEqual([]);
});

test('an evaluator who takes part sees nothing of that project’s tasks', async () => {
  const projects = (await list('frenchTeacherEvaluator')).map((task) => task.projectId);

  // He teaches at the French founder's school, but heads none: only the project that he takes part in is left out.
  expect(projects).toEqual([shared]);
});

test('heads see the councils of their own schools, though their schools take part', async () => {
  expect((await list('athensHead')).map((task) => task.taskId)).toEqual([council]);
  expect(await list('patrasHead')).toEqual([]);
});

test('an NSO’s administrator looks after all of its tasks, councils too', async () => {
  expect(kinds(await list('greekAdministrator'))).toEqual([
    'nsoApproval GR',
    'councilApproval GR',
    'labelEvaluation GR',
  ]);
});

test('teachers have no group', async () => {
  expect(await list('greekFounder')).toEqual([]);
});

test('a task says what it is about, and that it is overdue by the clock', async () => {
  const [first, second] = await list('greekEvaluator');

  expect(first).toMatchObject({
    taskId: overdue,
    title: 'Rivers of Europe',
    stage: 'nsos',
    countries: ['FR', 'GR'],
    overdue: true,
    reminded: false,
    escalated: false,
    assignee: null,
    application: null,
  });
  expect(second).toMatchObject({
    taskId: evaluated,
    overdue: false,
    stage: 'submitted',
    application: { applicantName: 'greekFounder' },
  });
});

test('mine holds what I claimed, done what I decided, latest first', async () => {
  await claimTask(place.deps, as('otherGreekEvaluator'), overdue);
  const by = as('otherGreekEvaluator').userId;
  const decided: string[] = [];
  for (const minutes of [3, 1, 2]) {
    const taskId = await seedTask(place, { projectId: shared, kind: 'nsoApproval', nsoId: 'GR', status: 'decided' });
    const at = new Date(Date.now() - minutes * 60_000).toISOString();
    await seedDecision(place, { projectId: shared, taskId, kind: 'nsoApproval', by, at });
    decided[minutes] = taskId;
  }

  expect((await list('otherGreekEvaluator', 'mine')).map((task) => task.taskId)).toEqual([overdue]);
  expect(await list('greekEvaluator', 'mine')).toEqual([]);
  expect((await list('otherGreekEvaluator', 'done')).map((task) => task.taskId)).toEqual([
    decided[1],
    decided[2],
    decided[3],
  ]);
  expect(await list('greekEvaluator', 'done')).toEqual([]);
});

test('pages of every size show each task once and none twice, also those due in the same millisecond', async () => {
  const dueAt = inHours(50);
  for (let index = 0; index < 23; index += 1) {
    const projectId = await seedProject(place, { members: ['italianTeacher', 'greekPartner'], nsoIds: ['IT'] });
    await seedTask(place, { projectId, kind: 'nsoApproval', nsoId: 'IT', dueAt: index < 15 ? dueAt : inHours(index) });
  }
  const whole = (await list('italianEvaluator')).map((task) => task.taskId);
  expect(new Set(whole).size).toBe(23);

  for (const limit of [1, 4, 22, 23, 24]) {
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listTasks>> = await listTasks(place.deps, as('italianEvaluator'), {
        list: 'group',
        limit,
        ...(cursor === null ? {} : { cursor }),
      });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      paged.push(...page.items.map((task) => task.taskId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(whole);
  }
});

test.each([
  ['no cursor at all', { cursor: 'xyz', limit: 10 }],
  [
    'a cursor of another kind',
    { cursor: Buffer.from('["2022-01-01T00:00:00.000Z"]').toString('base64url'), limit: 10 },
  ],
  ['a cursor that would be code', { cursor: Buffer.from(`["now()","' or true"]`).toString('base64url'), limit: 10 }],
  ['a limit of none', { limit: 0 }],
  ['a limit beyond a page', { limit: 101 }],
])('%s is refused', async (_, page) => {
  expect(await problemOf(listTasks(place.deps, as('greekEvaluator'), { list: 'group', ...page }))).toMatchObject({
    code: 'invalid',
  });
});
