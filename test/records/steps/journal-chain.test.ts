import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { verifyChain } from '../../../records/journal.js';
import { expectJournal } from '../../support/agreement.js';
import { type Lifecycle, openLifecycle } from '../../support/lifecycle.js';
import { type Steps, stepsOf } from '../../support/step-by-step.js';

let life: Lifecycle;
let steps: Steps;
let projectId: string;
beforeAll(async () => {
  life = await openLifecycle('journal_chain');
  steps = stepsOf(life);
});
beforeEach(async () => {
  projectId = await steps.complete();
});
afterAll(() => life?.close());

const change = (assignment: string, seq: number) =>
  sql`update journal set ${sql.raw(assignment)} where project_id = ${projectId} and seq = ${seq}`.execute(life.owner);

test('given a project of five steps, when its chain is verified, then it is whole, one entry for each step', async () => {
  expect(await verifyChain(life.owner, projectId)).toEqual({ intact: true, entries: 5 });
  await expectJournal(life, projectId);
});

test('given steps of a project and of its label application, when the chain is verified, then they are links of one chain', async () => {
  const { applicationId, command } = await steps.apply(projectId);
  await steps.labelStep(projectId, applicationId, command);

  await expectJournal(life, projectId);
  expect(await verifyChain(life.owner, projectId)).toEqual({ intact: true, entries: 6 });
});

describe('given a journal that somebody has tampered with', () => {
  test.each([
    ['its event', "event = 'nsoRejected'"],
    ['its actor', 'actor_id = null'],
    ['its time', "occurred_at = occurred_at - interval '1 day'"],
    ['its status', "status_after = 'rejected'"],
    ['the values of its rules', `rules = '[{"rule":"R-1.4.f","values":{"outcome":"reject"}}]'`],
    ['its detail', 'detail = detail || \'{"reason":"none"}\''],
    ['its hash', 'hash = previous_hash'],
  ])('when the third entry was changed in %s, then the chain breaks there', async (_, assignment) => {
    await change(assignment, 3);

    expect(await verifyChain(life.owner, projectId)).toEqual({ intact: false, brokenAtSeq: 3 });
  });

  test('when an entry was removed, then the chain breaks where it stood', async () => {
    await sql`delete from journal where project_id = ${projectId} and seq = 2`.execute(life.owner);

    expect(await verifyChain(life.owner, projectId)).toEqual({ intact: false, brokenAtSeq: 2 });
  });

  test('when the last entry was removed, then the head of the chain shows it', async () => {
    await sql`delete from journal where project_id = ${projectId} and seq = 5`.execute(life.owner);

    expect(await verifyChain(life.owner, projectId)).toEqual({ intact: false, brokenAtSeq: 5 });
  });

  test('when an entry was added, then the chain breaks there', async () => {
    await sql`insert into journal select project_id, 6, 'command/none', subject_kind, subject_id, element, event, actor_id,
      on_behalf_of, status_before, status_after, rules, detail, occurred_at, recorded_at, hash, hash
      from journal where project_id = ${projectId} and seq = 5`.execute(life.owner);

    expect(await verifyChain(life.owner, projectId)).toEqual({ intact: false, brokenAtSeq: 6 });
  });
});
