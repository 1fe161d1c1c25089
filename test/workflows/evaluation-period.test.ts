// An evaluation period from its publication to its results, with weeks that pass in milliseconds.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Activities } from '../../activities/create-activities.js';
import type { PeriodState, RecordedPeriodStep } from '../../domain/period-step.js';
import type { AllocationPolicy } from '../../domain/rulebook/evaluation.js';
import { PERIOD_WORKFLOW, periodWorkflowId, TASK_QUEUE } from '../../temporal/names.js';
import { claimTask } from '../../usecases/claim-task.js';
import { releaseTask } from '../../usecases/release-task.js';
import { startPeriodsOnce } from '../../usecases/start-periods.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { evaluation, projectOf } from '../support/contents.js';
import { allocatedBy, holders, periodMails, periodRow } from '../support/periods.js';
import type { PersonName } from '../support/programme.js';
import { publishRules } from '../support/rules.js';
import { openSkippingLifecycle, type SkippingLifecycle } from '../support/skipping-lifecycle.js';
import { until } from '../support/until.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let life: SkippingLifecycle;
let actions: Actions;
/** Which step's answer is lost next, after it was committed. */
let losing: ((recorded: RecordedPeriodStep) => boolean) | null = null;
let lost = 0;
beforeAll(async () => {
  life = await openSkippingLifecycle('evaluation_period');
  actions = actionsOf(life);
  await life.startWorker({ activities: forgetful });
});
afterAll(() => life?.close());

/** Commits, and then throws once instead of answering: as when the worker is killed between the two. */
function forgetful(real: Activities): Activities {
  return {
    ...real,
    async recordPeriodStep(step) {
      const recorded = await real.recordPeriodStep(step);
      if (!losing?.(recorded)) return recorded;
      losing = null;
      lost += 1;
      throw new Error('the answer is lost');
    },
  };
}

const GREEK = ['greekEvaluator', 'otherGreekEvaluator'] as const;

/** Applications of the Greek founder, each for a project of its own, in a period that closes in two days and has begun. */
async function period(policy: AllocationPolicy, applications: number, lookHours?: number) {
  const change = allocatedBy(policy, lookHours);
  const rules = await publishRules(life.owner, { nowMs: await life.nowMs(), closesInMs: 2 * DAY_MS, change });
  const periodId = rules.periodIds[0] ?? '';
  const projectIds: string[] = [];
  for (let number = 0; number < applications; number += 1) {
    const projectId = await actions.complete({ rulebookId: rules.rulebookId });
    await actions.apply('greekFounder', projectId);
    projectIds.push(projectId);
  }
  await startPeriodsOnce(life.deps, { spreadMs: 0 });
  const row = () => periodRow(life, 'GR', periodId);
  await until('the period has begun', async () => ((await row())?.seq ?? 0) > 0);
  return {
    rules,
    periodId,
    place: { closesAt: rules.closesAt, nsoId: 'GR', periodId },
    projectIds,
    row,
    handle: life.deps.temporal.workflow.getHandle(periodWorkflowId('GR', periodId)),
    holders: () => holders(life, 'GR', periodId),
    mails: () => periodMails(life, 'GR', periodId),
  };
}

const skip = async (ms: number) => life.skipTo(new Date((await life.nowMs()) + ms).toISOString());

/** Until so many evaluations are open, and a look has followed. Looks come every six hours. */
async function skipPastLook(
  { closesAt, nsoId, periodId }: { closesAt: string; nsoId: string; periodId: string },
  count: number,
) {
  await life.skipTo(closesAt, 1000);
  await until('the evaluations are open', async () => (await holders(life, nsoId, periodId)).length === count);
  const before = (await periodRow(life, nsoId, periodId))?.seq ?? 0;
  await skip(7 * HOUR_MS);
  await until('a look', async () => ((await periodRow(life, nsoId, periodId))?.seq ?? 0) > before);
}

async function endsAt(periodId: string): Promise<string> {
  const periods = life.owner.selectFrom('periods').select('evaluation_closes_at').where('period_id', '=', periodId);
  return (await periods.executeTakeFirstOrThrow()).evaluation_closes_at?.toISOString() ?? '';
}

/** Whoever holds the task scores it. */
async function score(projectId: string, points: number): Promise<void> {
  const { task_id: taskId } = await actions.task(projectId, 'labelEvaluation');
  const assignments = life.owner.selectFrom('task_assignments').select('assignee_id').where('task_id', '=', taskId);
  const holder = (await assignments.executeTakeFirst())?.assignee_id;
  const person = GREEK.find((name) => life.people[name].actor.userId === holder) ?? 'greekEvaluator';
  await actions.decide(person, taskId, evaluation({ points }));
}

test('R-3.1.5 given a published period, when its time passes, then it opens, allocates, digests, escalates what is undecided and publishes the results', async () => {
  const greek = await period('leastLoaded', 3, 24);
  expect(await greek.row()).toMatchObject({ status: 'applications' });
  expect((await greek.row())?.timer_at?.toISOString()).toBe(greek.rules.closesAt);

  await life.skipTo(greek.rules.closesAt, 1000);
  await until('the evaluations are open', async () => (await greek.holders()).length === 3);
  await skip(25 * HOUR_MS);
  await until('everything is allocated', async () => !(await greek.holders()).includes(null));
  expect(await greek.row()).toMatchObject({ status: 'evaluation' });
  const loads = GREEK.map(async (name) => (await greek.holders()).filter((holder) => holder === name).length);
  expect((await Promise.all(loads)).sort()).toEqual([1, 2]);
  expect(new Set(await greek.mails())).toEqual(new Set(GREEK.map((name) => `evaluationsAllocated → ${name}`)));

  await skip(8 * DAY_MS);
  const digests = ['evaluatorDigest → greekEvaluator', 'evaluatorDigest → otherGreekEvaluator'];
  const told = await until('the digest', async () => {
    const mails = await greek.mails();
    return mails.includes('periodProgress → greekAdministrator') && mails;
  });
  expect(told.filter((mail) => !mail.startsWith('evaluationsAllocated'))).toEqual([
    ...digests,
    'periodProgress → greekAdministrator',
  ]);

  await score(greek.projectIds[0] ?? '', 4);
  await score(greek.projectIds[1] ?? '', 0);
  await life.skipTo(await endsAt(greek.periodId), HOUR_MS);
  await until('the escalation', async () => (await greek.row())?.escalated_at);
  expect(await greek.mails()).toContain('evaluationOverdue → greekAdministrator');
  expect(await greek.row()).toMatchObject({ status: 'evaluation' });

  await score(greek.projectIds[2] ?? '', 4);
  await skip(25 * HOUR_MS);
  expect(await greek.handle.result()).toBe('published');
  const results = life.owner.selectFrom('period_results').selectAll().where('period_id', '=', greek.periodId);
  const [result] = await results.where('nso_id', '=', 'GR').execute();
  expect(result).toMatchObject({ received: 3, awarded: 2, refused: 1 });
  expect(result?.published_at.getTime()).toBeGreaterThan(Date.parse(await endsAt(greek.periodId)));
  expect((await greek.mails()).filter((mail) => mail.startsWith('periodPublished'))).toEqual([
    'periodPublished → greekAdministrator',
  ]);
  expect((await greek.mails()).filter((mail) => mail.startsWith('evaluationOverdue'))).toHaveLength(1);
});

describe('given an evaluation that was allocated', () => {
  test('when its evaluator gives it back, then it stays with the group until somebody claims it, and that claim holds', async () => {
    const greek = await period('roundRobin', 1);
    await skipPastLook(greek.place, 1);
    const { task_id: taskId } = await actions.task(greek.projectIds[0] ?? '', 'labelEvaluation');
    const [holder] = (await greek.holders()) as PersonName[];
    await releaseTask(life.deps, life.people[holder ?? 'greekEvaluator'].actor, taskId);

    await skipPastLook(greek.place, 1);
    expect(await greek.holders()).toEqual([null]);

    await claimTask(life.deps, life.people.otherGreekEvaluator.actor, taskId);
    await skipPastLook(greek.place, 1);
    expect(await greek.holders()).toEqual(['otherGreekEvaluator']);
    await score(greek.projectIds[0] ?? '', 4);
  });

  test('when the worker dies between the commit and its answer, then nobody is given anything twice, nor told twice', async () => {
    const greek = await period('leastLoaded', 3);
    lost = 0;
    losing = ({ answer }) => Number(answer.values.allocated) > 0;
    await skipPastLook(greek.place, 3);
    await until('everything is allocated', async () => !(await greek.holders()).includes(null));
    await skip(13 * HOUR_MS);

    expect(lost).toBe(1);
    const given = life.owner
      .selectFrom('task_allocations')
      .innerJoin('tasks', 'tasks.task_id', 'task_allocations.task_id')
      .select('task_allocations.task_id')
      .where('project_id', 'in', greek.projectIds);
    expect(await given.execute()).toHaveLength(3);
    const steps = life.owner.selectFrom('period_steps').select(['cause', 'answer']).where('nso_id', '=', 'GR');
    const answers = await steps.where('period_id', '=', greek.periodId).execute();
    const allocated = answers.map(({ answer }) => Number((answer as RecordedPeriodStep['answer']).values.allocated));
    expect(allocated.reduce((sum, one) => sum + one, 0)).toBe(3);
    const outbox = life.owner.selectFrom('outbox').select('facts').where('period_id', '=', greek.periodId);
    const told = await outbox.where('template', '=', 'evaluationsAllocated').execute();
    expect(told.reduce((sum, { facts }) => sum + Number((facts as { count: number }).count), 0)).toBe(3);
    for (const projectId of greek.projectIds) await score(projectId, 4);
  });
});

test('given a run that ended in the middle of a period, when another begins, then it goes on where the records say that the period stands', async () => {
  const greek = await period('leastLoaded', 1);
  await skipPastLook(greek.place, 1);
  const before = await greek.row();
  await greek.handle.terminate('as a long run ends before it continues as new');
  const { temporal } = life.deps;
  const another = await temporal.workflow.start(PERIOD_WORKFLOW, {
    workflowId: greek.handle.workflowId,
    taskQueue: TASK_QUEUE,
    args: [{ nsoId: 'GR', periodId: greek.periodId }],
  });

  const state = await until('it has begun', () => another.query<PeriodState | null>('state'));
  const timer = { timer: before?.timer, at: before?.timer_at?.toISOString() };
  expect(state).toEqual({ seq: before?.seq, status: 'evaluation', nextTimer: timer, ended: false });
  await score(greek.projectIds[0] ?? '', 4);
  await skip(7 * HOUR_MS);
  expect(await another.result()).toBe('published');
});

test('R-1.4.f given an evaluator who takes part in the project, when its applications are allocated, then they go to others only', async () => {
  const { owner } = life;
  const rules = await publishRules(owner, {
    nowMs: await life.nowMs(),
    closesInMs: 2 * DAY_MS,
    change: allocatedBy('roundRobin'),
  });
  const content = projectOf(life, ['greekFounder', 'frenchFounder']);
  const colleague = { teacherId: life.people.frenchTeacherEvaluator.teacherId, schoolId: life.schools.lyon };
  const partners = [{ ...colleague, roleText: 'Takes the measurements to the pupils of Lyon.' }];
  const projectId = await actions.complete({ rulebookId: rules.rulebookId, content: { ...content, partners } });
  await actions.apply('frenchFounder', projectId);
  await startPeriodsOnce(life.deps, { spreadMs: 0 });

  const periodId = rules.periodIds[0] ?? '';
  await until('the period has begun', async () => ((await periodRow(life, 'FR', periodId))?.seq ?? 0) > 0);

  await skipPastLook({ closesAt: rules.closesAt, nsoId: 'FR', periodId }, 1);

  await until('it is allocated', async () => !(await holders(life, 'FR', periodId)).includes(null));
  expect(await holders(life, 'FR', periodId)).toEqual(['frenchEvaluator']);
});

test('given that evaluators claim for themselves, when the evaluation opens, then nothing is allocated, and the results come when all is decided', async () => {
  const greek = await period('none', 1);
  await skipPastLook(greek.place, 1);
  expect(await greek.row()).toMatchObject({ status: 'evaluation' });
  expect(await greek.holders()).toEqual([null]);

  await score(greek.projectIds[0] ?? '', 4);
  await skip(7 * HOUR_MS);
  expect(await greek.handle.result()).toBe('published');
});
