// The deadline of the 2022 period passes while the test runs; the clock decides, not the person who clicks.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Rulebook } from '../../domain/rulebook.js';
import { closeIn } from '../support/deadline.js';
import { type LifecycleApi, lifecycleApi } from './support/lifecycle-api.js';
import { good, type Story, story } from './support/story.js';

const CLOSES_IN_MS = 5_000;

let api: LifecycleApi;
let people: Story;
let projectId: string;
let applicationId: string;
let lateId: string;
beforeAll(async () => {
  api = await lifecycleApi('api_deadline', { change: evaluatedAtOnce });
  people = story(api);
  projectId = await people.completed();
  applicationId = await people.labelDraft('greekFounder', projectId);
  lateId = await people.labelDraft('frenchFounder', projectId);
  const { owner, rulebookId } = api.lifecycle;
  const closesAt = await closeIn(owner, { rulebookId, closesAt: '', periodIds: [`${rulebookId}/2022`] }, CLOSES_IN_MS);
  good(await people.post('greekFounder', `/api/label-applications/${applicationId}/submit`));
  await wait(Math.max(0, Date.parse(closesAt) - Date.now()) + 50);
}, 60_000);
afterAll(() => api.close());

describe('after the deadline', () => {
  it('an edit is refused with the rule, the deadline and the next period, and changes nothing', async () => {
    const url = `/api/label-applications/${applicationId}`;
    const before = good(await people.get('greekFounder', url));

    const late = await people.put('greekFounder', url, {
      content: { ...(await people.labelContent()), resultsLinks: ['https://example.org/late'] },
    });

    expect([late.statusCode, late.json().code]).toEqual([409, 'applicationClosed']);
    expect(late.json()).toMatchObject({
      rule: 'R-3.1.4',
      values: { closedAt: before.closesAt, nextPeriodId: expect.any(String) },
    });
    expect(good(await people.get('greekFounder', url))).toMatchObject({ version: before.version, editable: false });
  });

  it('an application that comes late belongs to the next period', async () => {
    const answer = good(await people.post('frenchFounder', `/api/label-applications/${lateId}/submit`));

    const application = good(await people.get('frenchFounder', `/api/label-applications/${lateId}`));
    expect(answer).toMatchObject({ kind: 'applied', outcome: 'rolledOver' });
    expect(application.rolledOver).toMatchObject({ rule: 'R-3.1.5', closedAt: expect.any(String) });
    expect(application.periodId).not.toBe(application.rolledOver.fromPeriodId);
    expect(application.editable).toBe(true);
  });

  it('an evaluation is scored whole or not at all, counts once, and the applicant reads its outcome', async () => {
    const taskId = await evaluationTask();
    const task = good(await people.get('greekEvaluator', `/api/tasks/${taskId}`));
    expect(task).toMatchObject({ kind: 'labelEvaluation', evaluated: { applicationId, version: 1 } });
    const whole = evaluation(task.labelRules);

    const partial = await people.post('greekEvaluator', `/api/tasks/${taskId}/decide`, { ...whole, scores: [] });
    const first = await people.post('greekEvaluator', `/api/tasks/${taskId}/decide`, whole);
    const second = await people.post('otherGreekEvaluator', `/api/tasks/${taskId}/decide`, whole);

    expect([partial.statusCode, partial.json().code]).toEqual([422, 'evaluationIncomplete']);
    expect(good(first)).toMatchObject({ kind: 'applied', status: 'awarded' });
    expect([second.statusCode, second.json().values.outcome]).toEqual([409, 'award']);
    const application = good(await people.get('greekFounder', `/api/label-applications/${applicationId}`));
    expect(application).toMatchObject({ status: 'awarded', outcome: { outcome: 'award', feedback: 'Well done.' } });
    expect(good(await people.get('greekEvaluator', `/api/tasks/${taskId}`)).decision).toMatchObject({
      outcome: 'award',
      conclusion: { outcome: 'award' },
    });
  });
});

/** The evaluation opens with the deadline, instead of days after it. */
function evaluatedAtOnce(rulebook: Rulebook): Rulebook {
  const [first, ...others] = rulebook.periods;
  if (first === undefined) throw new Error('no period');
  return { ...rulebook, periods: [{ ...first, evaluationOpensOn: '2022-08-21' }, ...others] };
}

async function evaluationTask(): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { items } = good(await people.get('greekEvaluator', '/api/tasks?list=group'));
    const task = items.find((each: { kind: string }) => each.kind === 'labelEvaluation');
    if (task !== undefined) return task.taskId;
    await wait(100);
  }
  throw new Error('no evaluation was opened');
}

interface LabelRules {
  criteria: { id: string; maximum: number }[];
  subCriteria: { id: string; maximum: number }[];
}

function evaluation({ criteria, subCriteria }: LabelRules) {
  return {
    scores: criteria.map(({ id, maximum }) => ({ criterion: id, points: maximum, comment: '' })),
    subCriteria: subCriteria.map(({ id, maximum }) => ({ id, points: maximum })),
    twinspaceConfirmations: { activities: true, communication: true, record: true },
    feedback: 'Well done.',
  };
}
