// What an evaluation period gives, and what it leaves to those who are faster or slower than it.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Rulebook } from '../../../domain/rulebook.js';
import { withActor } from '../../../records/actor.js';
import { claim } from '../../../records/claims.js';
import { recordPeriodStep } from '../../../records/period/record-period-step.js';
import { createLabelDraft } from '../../../usecases/create-label-draft.js';
import { application } from '../../support/contents.js';
import { receive } from '../../support/receipts.js';
import { openRecordsOnly, type RecordsOnly } from '../../support/records-only.js';
import { seedApplication, seedProject, seedTask } from '../../support/seed.js';
import { until } from '../../support/until.js';

let place: RecordsOnly;
let periodId: string;
let number = 0;
beforeAll(async () => {
  const change = (rulebook: Rulebook): Rulebook => ({
    ...rulebook,
    ...(rulebook.evaluation && { evaluation: { ...rulebook.evaluation, allocation: 'leastLoaded' } }),
  });
  place = await openRecordsOnly('period_allocation', { closesInMs: -86_400_000, change });
  periodId = `${place.rulebookId}/2022`;
});
afterAll(() => place?.close());

/** An application of the Greek founder that waits for its evaluation. */
async function openEvaluation() {
  const projectId = await seedProject(place, {
    members: ['greekFounder', 'frenchFounder'],
    nsoIds: ['GR', 'FR'],
    status: 'completed',
  });
  const applicationId = await seedApplication(place, { projectId, applicant: 'greekFounder', nsoId: 'GR' });
  await place.owner
    .updateTable('label_applications')
    .set({ status: 'evaluation', period_id: periodId })
    .where('application_id', '=', applicationId)
    .execute();
  const taskId = await seedTask(place, { projectId, kind: 'labelEvaluation', nsoId: 'GR', applicationId });
  return { projectId, applicationId, taskId };
}

function look() {
  number += 1;
  return recordPeriodStep(place.worker, { nsoId: 'GR', periodId, timer: `look/${number}` });
}

async function holderOf(taskId: string): Promise<string | null> {
  const rows = place.owner.selectFrom('task_assignments').select('assignee_id').where('task_id', '=', taskId);
  return (await rows.executeTakeFirst())?.assignee_id ?? null;
}

describe('R-1.4.f given an open evaluation', () => {
  test('when somebody is just claiming it, then that claim holds, and nothing is noted as allocated', async () => {
    const { taskId } = await openEvaluation();
    const { actor } = place.people.greekEvaluator;
    let looked: ReturnType<typeof look> | null = null;
    await withActor(place.deps.records, actor, async (tx) => {
      await claim(tx, taskId, actor.userId);
      looked = look();
      await until('the look waits for the claim', async () => {
        const { rows } = await sql`select from pg_locks where locktype = 'transactionid' and not granted`.execute(
          place.owner,
        );
        return rows.length > 0;
      });
    });

    expect(await looked).toMatchObject({ answer: { values: { allocated: 0 } } });
    expect(await holderOf(taskId)).toBe(actor.userId);
    const allocations = place.owner.selectFrom('task_allocations').selectAll().where('task_id', '=', taskId);
    expect(await allocations.execute()).toEqual([]);
  });

  test('when a step of its project is running, then it waits for the next look', async () => {
    const { projectId, taskId } = await openEvaluation();
    await place.owner.transaction().execute(async (tx) => {
      await sql`select from projects where project_id = ${projectId} for update`.execute(tx);
      expect(await look()).toMatchObject({ answer: { values: { allocated: 0 } } });
    });
    expect(await holderOf(taskId)).toBeNull();

    expect(await look()).toMatchObject({ answer: { values: { allocated: 1 } } });
    expect(await holderOf(taskId)).not.toBeNull();
  });

  test('when a decision on it has been taken in, then it is left to whoever decides', async () => {
    const { projectId, applicationId, taskId } = await openEvaluation();
    const { actor } = place.people.otherGreekEvaluator;
    const wanted = {
      kind: 'decide',
      subject: 'label',
      projectId,
      subjectId: applicationId,
      taskId,
      content: {},
    } as const;
    const applicantId = place.people.greekFounder.teacherId;
    await receive(place, actor, { ...wanted, applicantId });

    expect(await look()).toMatchObject({ answer: { values: { allocated: 0 } } });
    expect(await holderOf(taskId)).toBeNull();
  });
});

test('given a step that was recorded, when its cause comes again, then it hears the stored answer and the state as it is now', async () => {
  await openEvaluation();
  const first = await look();
  const later = await look();
  const again = await recordPeriodStep(place.worker, { nsoId: 'GR', periodId, timer: `look/${number - 1}` });

  expect(first.answer.values).toMatchObject({ allocated: 1 });
  expect(again).toEqual({ answer: first.answer, state: later.state });
});

test('R-3.1.3 given an application that was taken in before the deadline and has no step yet, when everything else is decided, then the results wait for it', async () => {
  const { owner, deps, people } = place;
  const projectId = await seedProject(place, {
    members: ['frenchFounder', 'greekFounder'],
    nsoIds: ['FR'],
    status: 'completed',
  });
  const { actor } = people.frenchFounder;
  const { applicationId } = await createLabelDraft(deps, actor, projectId, application());
  const { command } = await receive(place, actor, {
    kind: 'applyForLabel',
    subject: 'label',
    projectId,
    subjectId: applicationId,
    content: {},
    periodId,
  });
  const { commandId } = command;
  const inTime = sql<Date>`records_clock() - interval '2 days'`;
  await owner.updateTable('intake').set({ received_at: inTime }).where('command_id', '=', commandId).execute();

  const waiting = await recordPeriodStep(place.worker, { nsoId: 'FR', periodId, timer: 'begin' });
  expect(waiting).toMatchObject({ answer: { values: { undecided: 1 } }, state: { status: 'evaluation' } });

  const refused = JSON.stringify({ kind: 'refused', code: 'notAMember', rule: 'R-3.1.0', values: {} });
  const step = { subject_id: applicationId, cause: `command/${commandId}`, project_id: projectId, answer: refused };
  await owner.insertInto('steps').values(step).execute();
  const over = await recordPeriodStep(place.worker, { nsoId: 'FR', periodId, timer: 'look/1' });
  expect(over.state).toMatchObject({ status: 'published', nextTimer: null, ended: true });
  const results = owner.selectFrom('period_results').selectAll().where('nso_id', '=', 'FR');
  expect(await results.execute()).toEqual([expect.objectContaining({ received: 0, awarded: 0, refused: 0 })]);
});
