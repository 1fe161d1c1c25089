import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { listTasks } from '../../usecases/list-tasks.js';
import { readTask } from '../../usecases/read-task.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { expectAgreement } from '../support/agreement.js';
import { APPROVE } from '../support/contents.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { plannedMails } from '../support/mails.js';
import { problemOf } from '../support/problem-of.js';

let life: Lifecycle;
let actions: Actions;
let projectId: string;
let french: string;
let greek: string;
beforeAll(async () => {
  life = await openLifecycle('on_behalf');
  actions = actionsOf(life);
  await life.startWorker();
  await sql`update users set disabled_at = now() where user_id in (
    select user_id from user_roles where role = 'evaluator' and nso_id = 'FR')`.execute(life.owner);
  projectId = await actions.reachNsos();
  french = (await actions.task(projectId, 'nsoApproval', { nsoId: 'FR' })).task_id;
  greek = (await actions.task(projectId, 'nsoApproval', { nsoId: 'GR' })).task_id;
});
afterAll(() => life?.close());

describe('given an NSO that has no evaluators here', () => {
  const officer = () => life.people.cssOfficer.actor;

  test('when it is asked, then the CSS’s officer is told and finds the task, and no task of an NSO with evaluators', async () => {
    expect(await plannedMails(life, projectId)).toContain('taskOpened → cssOfficer');
    const { items } = await listTasks(life.deps, officer(), { list: 'group', limit: 10 });
    expect(items.map((task) => task.taskId)).toEqual([french]);
    expect((await readTask(life.deps, officer(), french)).mayWork).toEqual({ allowed: true });
  });

  test('R-1.4.f when the officer decides without naming the document, or for the Greek NSO, then it is turned away', async () => {
    expect(await problemOf(actions.decide('cssOfficer', french, APPROVE))).toMatchObject({
      code: 'invalid',
      rule: 'R-1.4.f',
    });
    expect(await problemOf(actions.decide('cssOfficer', greek, { ...APPROVE, document: 'Letter 1' }))).toMatchObject({
      code: 'notYourRole',
    });
  });

  test('R-1.4.f when the officer records its decision with the document, then it counts, and the journal names both', async () => {
    await actions.decide('greekEvaluator', greek, APPROVE);
    const answer = await actions.decide('cssOfficer', french, { ...APPROVE, document: 'Letter FR/2022/17' });

    expect(answer).toMatchObject({ kind: 'applied', status: 'active' });
    const entries = life.owner.selectFrom('journal').select(['actor_id', 'on_behalf_of']);
    const last = await entries.where('project_id', '=', projectId).orderBy('seq', 'desc').executeTakeFirst();
    expect(last).toEqual({ actor_id: officer().userId, on_behalf_of: 'FR' });
    await expectAgreement(life, projectId);
  });
});
