// One deadline passes for all of these applications: then each is frozen, evaluated, and awarded or refused.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Instant } from '../../domain/vocabulary.js';
import { labelWorkflowId } from '../../temporal/names.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { evaluation } from '../support/contents.js';
import { closeIn } from '../support/deadline.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { mailsOf } from '../support/mails.js';
import { problemOf } from '../support/problem-of.js';
import type { PersonName } from '../support/programme.js';
import { publishRules, type Rules } from '../support/rules.js';

const EVALUATIONS = {
  good: evaluation(),
  atTheThreshold: evaluation({ points: 3, subPoints: 2 }),
  belowTheThreshold: { ...evaluation({ points: 3 }), scores: onePointLess() },
  belowASubCriterion: evaluation({ points: 5, subPoints: 1 }),
  withoutTwinspace: evaluation({ points: 5, uses: { record: false } }),
};
type Case = keyof typeof EVALUATIONS;
/** The Greek founder applies with four projects, the French one with the fifth. */
const APPLICANTS = { atTheThreshold: 'frenchFounder' } as { [each in Case]?: PersonName };
const CASES = Object.keys(EVALUATIONS) as Case[];

let life: Lifecycle;
let actions: Actions;
let rules: Rules;
let closesAt: Instant;
const projects = {} as Record<Case, string>;
const applications = {} as Record<Case, string>;
beforeAll(async () => {
  life = await openLifecycle('evaluation');
  actions = actionsOf(life);
  await life.startWorker();
  rules = await publishRules(life.owner);
  const { rulebookId } = rules;
  for (const each of CASES) projects[each] = await actions.complete({ rulebookId });
  closesAt = await closeIn(life.owner, rules, 4_000);
  for (const each of CASES) {
    const { applicationId } = await actions.apply(APPLICANTS[each] ?? 'greekFounder', projects[each]);
    applications[each] = applicationId;
  }
  await actions.edit('greekFounder', applications.good, 'The last version in time.');
  for (const each of CASES) await actions.labelWith(applications[each], 'evaluation');
});
afterAll(() => life.close());

const decide = async (each: Case, person: PersonName = 'greekEvaluator') =>
  actions.decide(person, (await actions.task(projects[each], 'labelEvaluation')).task_id, EVALUATIONS[each]);

describe('given applications whose deadline has passed', () => {
  test('R-3.1.4 the last version received in time is frozen, and an edit now is refused with deadline and next period', async () => {
    const { good } = applications;
    expect(await actions.labelRow(good)).toMatchObject({ frozen_version: 2, current_version: 2 });

    expect(await problemOf(actions.edit('greekFounder', good, 'Too late.'))).toEqual({
      code: 'applicationClosed',
      rule: 'R-3.1.4',
      values: { closedAt: closesAt, nextPeriodId: rules.periodIds[1] },
    });
    expect(await actions.labelRow(good)).toMatchObject({ frozen_version: 2, current_version: 2 });
  });

  test('R-3.1.4 each applicant was told of the freeze, and the evaluators of his or her own NSO of the task', async () => {
    expect(await mailRows(applications.good)).toEqual([
      'labelFrozen → greekFounder',
      'labelReceived → greekFounder',
      'taskOpened → greekEvaluator',
      'taskOpened → otherGreekEvaluator',
    ]);
  });

  test('R-3.1.0 evaluators of another NSO, and parties to the project, cannot evaluate', async () => {
    const { task_id } = await actions.task(projects.good, 'labelEvaluation');
    for (const person of ['frenchEvaluator', 'italianEvaluator', 'greekFounder'] as const) {
      const { code } = await problemOf(actions.decide(person, task_id, EVALUATIONS.good));
      expect(['notYourNso', 'notYourRole', 'notFound']).toContain(code);
    }
    expect(await actions.labelRow(applications.good)).toMatchObject({ status: 'evaluation' });
  });

  test('R-3.1.0, R-3.1.p, R-3.1.q with enough points and all three uses of TwinSpace the label is awarded', async () => {
    let answer: unknown;
    const mails = await mailsOf(life, projects.good, async () => {
      answer = await decide('good');
    });

    expect(answer).toMatchObject({ kind: 'applied', outcome: 'award', status: 'awarded', values: { points: 20 } });
    expect(mails).toEqual(['labelDecided → greekFounder']);
    const label = await life.owner
      .selectFrom('labels')
      .selectAll()
      .where('application_id', '=', applications.good)
      .executeTakeFirst();
    expect(label).toMatchObject({
      teacher_id: life.people.greekFounder.teacherId,
      period_id: rules.periodIds[0],
      awards_eligible: true,
    });
  });

  test('R-3.1.0 exactly the threshold and exactly the minimum of each sub-criterion is enough', async () => {
    expect(await decide('atTheThreshold', 'frenchEvaluator')).toMatchObject({
      outcome: 'award',
      values: { points: 15 },
    });
  });

  test.each<[Case, string, object]>([
    ['belowTheThreshold', 'R-3.1.0', { code: 'threshold', met: false }],
    ['belowASubCriterion', 'R-3.1.0', { code: 'subCriterion', met: false }],
    ['withoutTwinspace', 'R-3.1.p', { code: 'twinspaceConfirmation', met: false }],
  ])('%s, %s: the label is refused, for that reason only', async (each, rule, reason) => {
    expect(await decide(each)).toMatchObject({ kind: 'applied', outcome: 'refuse', status: 'refused' });

    const decision = await life.owner
      .selectFrom('decisions')
      .select('conclusion')
      .where('application_id', '=', applications[each])
      .executeTakeFirstOrThrow();
    const { reasons } = decision.conclusion as { reasons: { code: string; met: boolean }[] };
    const unmet = reasons.filter((one) => !one.met);
    expect(new Set(unmet.map((one) => one.code)).size).toBe(1);
    expect(unmet[0]).toMatchObject({ rule, ...reason });
    const labels = await life.owner
      .selectFrom('labels')
      .select('label_id')
      .where('application_id', '=', applications[each])
      .execute();
    expect(labels).toEqual([]);
  });

  test('a second evaluation hears the first outcome and its time, also after the workflow has ended', async () => {
    const { workflow } = life.deps.temporal;
    const { teacherId } = life.people.greekFounder;
    const ended = await workflow.getHandle(labelWorkflowId(projects.good, teacherId)).result();
    expect(ended).toBe('awarded');
    const { closed_at } = await actions.task(projects.good, 'labelEvaluation');

    expect(await problemOf(decide('good', 'otherGreekEvaluator'))).toMatchObject({
      code: 'alreadyDecided',
      values: { outcome: 'award', at: closed_at?.toISOString() },
    });
    expect(await problemOf(actions.edit('greekFounder', applications.good, 'After the award.'))).toEqual({
      code: 'applicationClosed',
      rule: 'R-3.1.4',
      values: { closedAt: closesAt, nextPeriodId: rules.periodIds[1] },
    });
  });
});

async function mailRows(applicationId: string): Promise<string[]> {
  const rows = await life.owner
    .selectFrom('outbox')
    .innerJoin('users', 'users.user_id', 'outbox.recipient_id')
    .select(['template', 'display_name'])
    .where('application_id', '=', applicationId)
    .execute();
  return rows.map((row) => `${row.template} → ${row.display_name}`).sort();
}

/** Fourteen of twenty-five points; the threshold is fifteen. */
function onePointLess() {
  return evaluation({ points: 3 }).scores.map((score, index) => ({ ...score, points: index === 0 ? 2 : 3 }));
}
