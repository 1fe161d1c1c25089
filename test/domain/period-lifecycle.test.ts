import { describe, expect, test } from '@jest/globals';
import type { PeriodFacts, PeriodProgress } from '../../domain/period-facts.js';
import { concludePeriodStep } from '../../domain/period-lifecycle.js';
import { loadRulebook } from '../../rulebooks/load.js';

const rulebook = { ...(await loadRulebook('gr-2021-2022')), freezeSpreadMinutes: 0 };
const CLOSES_AT = '2022-08-20T21:00:00.000Z';
const OPENS_AT = '2022-08-20T22:00:00.000Z';
const ENDS_AT = '2022-10-31T22:00:00.000Z';
const NOTHING: PeriodProgress = {
  received: 0,
  submitted: 0,
  frozen: 0,
  inEvaluation: 0,
  awarded: 0,
  refused: 0,
  overdue: 0,
  unclaimed: 0,
};

function factsAt(
  now: string,
  changes: Partial<PeriodFacts> = {},
  stand: Partial<PeriodFacts['stand']> = {},
): PeriodFacts {
  return {
    now,
    nsoId: 'GR',
    period: {
      periodId: 'gr-2021-2022/2022',
      opensAt: '2021-08-31T21:00:00.000Z',
      closesAt: CLOSES_AT,
      evaluationOpensAt: OPENS_AT,
      evaluationClosesAt: ENDS_AT,
    },
    rulebook,
    progress: { ...NOTHING, received: 2, inEvaluation: 2, unclaimed: 2 },
    unreceived: 0,
    tasks: [],
    evaluators: [],
    stand: {
      seq: 4,
      status: 'applications',
      timer: 'close/4',
      timerAt: CLOSES_AT,
      digestAt: null,
      escalatedAt: null,
      lastEvaluatorId: null,
      ...stand,
    },
    ...changes,
  };
}

const inEvaluation = { status: 'evaluation', digestAt: '2022-08-27T22:00:00.000Z' } as const;
const templates = ({ mails }: ReturnType<typeof concludePeriodStep>) => mails.map(({ template }) => template);

describe('R-3.1.3 given a period whose deadline is published', () => {
  test('when it has not passed, then applications stay open and the timer is for it', () => {
    const concluded = concludePeriodStep(factsAt('2022-08-01T00:00:00.000Z'), 'begin');
    expect(concluded).toMatchObject({ status: 'applications', nextTimer: { timer: 'close/5', at: CLOSES_AT } });
  });

  test('when its timer rings a moment before the records’ clock shows it, then it is closed all the same', () => {
    const early = factsAt('2022-08-20T20:59:59.500Z');
    expect(concludePeriodStep(early, 'close/4')).toMatchObject({ status: 'frozen', nextTimer: { at: OPENS_AT } });
    expect(concludePeriodStep(early, 'begin')).toMatchObject({ status: 'applications' });
  });

  test('when it is moved after it has passed, then what was closed stays closed', () => {
    const period = { ...factsAt('').period, closesAt: '2022-09-20T21:00:00.000Z' };
    const concluded = concludePeriodStep(
      factsAt('2022-08-21T00:00:00.000Z', { period }, { status: 'frozen' }),
      'open/4',
    );
    expect(concluded.status).toBe('frozen');
  });
});

test('R-3.1.5 given a period whose deadline is not published, when it is looked at, then it is looked at again in some days', () => {
  const period = { ...factsAt('').period, closesAt: null };
  const concluded = concludePeriodStep(factsAt('2023-07-01T00:00:00.000Z', { period }), 'begin');
  expect(concluded).toMatchObject({ status: 'applications', nextTimer: { at: '2023-07-08T00:00:00.000Z' } });
});

test('R-3.1.5 given an NSO that comes to a period long after its end, when it begins, then everything due is done at once', () => {
  const concluded = concludePeriodStep(
    factsAt('2023-01-01T00:00:00.000Z', {}, { timer: null, timerAt: null }),
    'begin',
  );
  expect(concluded).toMatchObject({ status: 'evaluation', escalatedAt: '2023-01-01T00:00:00.000Z' });
  expect(templates(concluded)).toEqual(['evaluationOverdue']);
});

describe('R-3.1.0 given a period in evaluation', () => {
  const NOW = '2022-08-28T00:00:00.000Z';
  const evaluators = [
    { userId: 'a', openTasks: 2, overdueTasks: 1, nextDueAt: ENDS_AT },
    { userId: 'b', openTasks: 0, overdueTasks: 0, nextDueAt: null },
  ];

  test('when a digest is due, then evaluators for whom something waits and the administrators are told, once', () => {
    const concluded = concludePeriodStep(factsAt(NOW, { evaluators }, inEvaluation), 'digest/4');
    expect(concluded.mails.map(({ template, userId }) => [template, userId])).toEqual([
      ['evaluatorDigest', 'a'],
      ['periodProgress', null],
    ]);
    expect(concluded.digestAt).toBe('2022-09-04T00:00:00.000Z');
  });

  test('when a digest and an allocation fall together, then the digest counts what was just given', () => {
    const task = {
      taskId: 't',
      applicationId: 'p',
      openedAt: NOW,
      dueAt: '2022-09-30T00:00:00.000Z',
      excludedUserIds: [],
    };
    const leastLoaded = {
      ...rulebook,
      evaluation: rulebook.evaluation && { ...rulebook.evaluation, allocation: 'leastLoaded' as const },
    };
    const facts = factsAt(NOW, { evaluators, tasks: [task], rulebook: leastLoaded }, inEvaluation);
    const concluded = concludePeriodStep(facts, 'digest/4');
    expect(concluded.allocations).toEqual([{ taskId: 't', userId: 'b' }]);
    expect(concluded.mails.find(({ userId }) => userId === 'b')?.facts).toMatchObject({
      count: 1,
      nextDueAt: task.dueAt,
    });
  });

  test('when its end comes and something is undecided, then it is escalated once, and looked at further', () => {
    const atEnd = factsAt(ENDS_AT, {}, { ...inEvaluation, digestAt: '2022-11-03T00:00:00.000Z' });
    const concluded = concludePeriodStep(atEnd, 'escalate/4');
    expect([templates(concluded), concluded.status]).toEqual([['evaluationOverdue'], 'evaluation']);
    const later = factsAt(
      '2022-11-01T00:00:00.000Z',
      {},
      { ...inEvaluation, digestAt: '2022-11-03T00:00:00.000Z', escalatedAt: ENDS_AT },
    );
    expect(templates(concludePeriodStep(later, 'look/5'))).toEqual([]);
  });

  test('when everything is decided, then the results are published and nothing is waited for', () => {
    const progress = { ...NOTHING, received: 3, awarded: 2, refused: 1 };
    const concluded = concludePeriodStep(factsAt(NOW, { progress }, inEvaluation), 'look/4');
    expect(concluded).toMatchObject({
      status: 'published',
      results: { received: 3, awarded: 2, refused: 1 },
      nextTimer: null,
    });
    expect(templates(concluded)).toEqual(['periodPublished']);
  });

  test('when an application that came in time has not been received yet, then nothing is published', () => {
    const progress = { ...NOTHING, received: 1, awarded: 1 };
    const concluded = concludePeriodStep(factsAt(NOW, { progress, unreceived: 1 }, inEvaluation), 'look/4');
    expect(concluded).toMatchObject({ status: 'evaluation', results: null });
  });

  test('when its rulebook is older than the rules of evaluation, then nobody is told or given anything, and results come all the same', () => {
    const { evaluation: _, ...older } = rulebook;
    const step = (progress: PeriodProgress) =>
      concludePeriodStep(factsAt(NOW, { progress, rulebook: older }, { status: 'frozen' }), 'open/4');
    expect(step({ ...NOTHING, received: 1, inEvaluation: 1 })).toMatchObject({
      allocations: [],
      mails: [],
      digestAt: null,
    });
    expect(step({ ...NOTHING, received: 1, awarded: 1 }).results).toEqual({ received: 1, awarded: 1, refused: 0 });
  });
});

test('given a clock on which the evaluation lasts some seconds, when it is looked at, then looks and digests do not become a busy loop', () => {
  const fast = { ...rulebook, programmeClock: { ...rulebook.programmeClock, ratio: 1_000_000 } };
  const now = '2022-08-28T00:00:00.000Z';
  const concluded = concludePeriodStep(factsAt(now, { rulebook: fast }, { status: 'frozen' }), 'open/4');
  expect(concluded).toMatchObject({
    digestAt: '2022-08-28T01:00:00.000Z',
    nextTimer: { timer: 'look/5', at: '2022-08-28T00:00:05.000Z' },
  });
});
