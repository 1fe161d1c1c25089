import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { reconcileOnce } from '../../usecases/reconciler.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { expectAgreement } from '../support/agreement.js';
import { APPROVE, application, COUNCIL_REJECTS, evaluation, REJECT } from '../support/contents.js';
import { closeIn } from '../support/deadline.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { receive } from '../support/receipts.js';
import { expectNoRowRefersToNothing, rowsThatReferToNothing } from '../support/references.js';
import { passDeadline, publishRules, withoutNextPeriod } from '../support/rules.js';

let life: Lifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openLifecycle('records_agree');
  actions = actionsOf(life);
  await life.startWorker();
});
afterAll(() => life?.close());

describe('records and workflows tell one story', () => {
  test('given a project at its council, and one whose council rejected, when they are compared, then they agree', async () => {
    const open = await actions.submit();
    const rejected = await actions.submit();
    await actions.answer('athensHead', rejected, 'councilApproval', 'GR', COUNCIL_REJECTS);

    await expectAgreement(life, open);
    await expectAgreement(life, rejected);
  });

  test('given a project that one NSO has approved, when it is compared, then the timer is that of the other NSO', async () => {
    const projectId = await actions.reachNsos();
    await actions.answer('frenchEvaluator', projectId, 'nsoApproval', 'FR', APPROVE);

    await expectAgreement(life, projectId);
  });

  test('given projects that were rejected and withdrawn, when they are compared, then their workflows have ended as the records have', async () => {
    const rejected = await actions.reachNsos();
    await actions.answer('greekEvaluator', rejected, 'nsoApproval', 'GR', REJECT);
    const withdrawn = await actions.reachNsos();
    await actions.withdraw('greekFounder', withdrawn);

    await expectAgreement(life, rejected);
    await expectAgreement(life, withdrawn);
  });

  test('given an active project with refusals on its way, when it is compared, then a refusal changed nothing', async () => {
    const projectId = await actions.activate();
    await expect(actions.withdraw('greekFounder', projectId)).rejects.toMatchObject({ code: 'wrongStatus' });

    await expectAgreement(life, projectId);
  });

  test('given an application that was edited, frozen and awarded and another that came late, when they are compared, then they agree', async () => {
    const rules = await publishRules(life.owner);
    const projectId = await actions.complete({ rulebookId: rules.rulebookId });
    await closeIn(life.owner, rules, 2_000);
    const { applicationId } = await actions.apply('greekFounder', projectId);
    await actions.edit('greekFounder', applicationId, 'once more');
    await expectAgreement(life, projectId);

    await actions.labelWith(applicationId, 'evaluation');
    await expectAgreement(life, projectId);
    await actions.apply('frenchFounder', projectId);
    await actions.answer('greekEvaluator', projectId, 'labelEvaluation', 'GR', evaluation());
    await expectAgreement(life, projectId);
  });

  test('given an application that waits for a period, when it is compared, then its timer is the next look', async () => {
    const rules = await publishRules(life.owner, { change: withoutNextPeriod });
    const projectId = await actions.complete({ rulebookId: rules.rulebookId });
    await passDeadline(life.owner, rules);
    await actions.apply('greekFounder', projectId);

    await expectAgreement(life, projectId);
  });

  test('given an edit that only the drain decided, when it is compared, then its step has its entry', async () => {
    const rules = await publishRules(life.owner);
    const projectId = await actions.complete({ rulebookId: rules.rulebookId });
    await closeIn(life.owner, rules, 1_500);
    const { applicationId } = await actions.apply('greekFounder', projectId);
    await receive(life, life.people.greekFounder.actor, {
      kind: 'editApplication',
      subject: 'label',
      projectId,
      subjectId: applicationId,
      content: application('told nobody'),
      periodId: rules.periodIds[0] ?? null,
    });
    expect(await actions.frozen(applicationId)).toMatchObject({ frozen_version: 2 });
    await reconcileOnce(life.deps, 0);

    await expectAgreement(life, projectId);
  });

  test('given the same command many times at once, when it is compared, then it was one step', async () => {
    const projectId = await actions.submit();
    const { task_id: taskId } = await actions.task(projectId, 'councilApproval');
    const key = randomUUID();

    const answers = await Promise.all(
      Array.from({ length: 6 }, () => actions.decide('athensHead', taskId, COUNCIL_REJECTS, key)),
    );

    expect(new Set(answers.map((answer) => answer.commandId)).size).toBe(1);
    await expectAgreement(life, projectId);
  });
});

describe('what steps write refers to what is there', () => {
  test('given whole lives of projects and applications, when their rows are looked through, then each names what exists', async () => {
    await expectNoRowRefersToNothing(life.owner);
  });

  test('given a decision on a task that is not there, when the rows are looked through, then it is found', async () => {
    await life.owner
      .insertInto('decisions')
      .columns([
        'decision_id',
        'project_id',
        'task_id',
        'kind',
        'outcome',
        'decided_by',
        'decided_at',
        'content',
        'cause',
      ])
      .expression((from) =>
        from
          .selectFrom('decisions')
          .select(sql<string>`gen_random_uuid()`.as('decision_id'))
          .select('project_id')
          .select(sql<string>`gen_random_uuid()`.as('task_id'))
          .select(['kind', 'outcome', 'decided_by', 'decided_at', 'content', 'cause'])
          .limit(1),
      )
      .execute();

    expect(await rowsThatReferToNothing(life.owner)).toEqual(['decisions.task_id']);
  });
});
