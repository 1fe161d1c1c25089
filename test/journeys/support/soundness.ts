// What must hold after every fault, whatever happened: records, workflows, journal and answers tell one story.
import { expect } from '@jest/globals';
import { sql } from 'kysely';
import { verifyChain } from '../../../records/journal.js';
import { projectWorkflowId } from '../../../temporal/names.js';
import { expectNoRowRefersToNothing } from '../../support/references.js';
import type { Journey } from './journey.js';
import { until } from './until.js';

/** Checks projects: the workflow's state is the records' state, the chain is whole, no cause and no task decided twice. */
export async function expectSound(journey: Journey, ...projectIds: string[]): Promise<void> {
  await Promise.all(projectIds.map((projectId) => expectSame(journey, projectId)));
  for (const projectId of projectIds) {
    expect(await verifyChain(journey.owner, projectId)).toMatchObject({ intact: true });
  }
  const { rows: causesTwice } = await sql`select project_id, subject_id, cause from journal
    group by project_id, subject_id, cause having count(*) > 1`.execute(journey.owner);
  const { rows: decidedTwice } = await sql`select task_id from decisions
    group by task_id having count(*) > 1`.execute(journey.owner);
  expect({ causesTwice, decidedTwice }).toEqual({ causesTwice: [], decidedTwice: [] });
  await expectNoRowRefersToNothing(journey.owner);
}

async function expectSame({ owner, temporal }: Journey, projectId: string): Promise<void> {
  const inRecords = async () => {
    const { rows } = await sql<{ state: unknown; digestHolds: boolean }>`
      select project_state(project_id) || jsonb_build_object('seq', state_seq) as state,
        state_digest = state_digest(project_state(project_id)) as "digestHolds"
      from projects where project_id = ${projectId}`.execute(owner);
    return rows[0];
  };
  const inWorkflow = () => temporal.workflow.getHandle(projectWorkflowId(projectId)).query('state');
  // A workflow that was just killed with its worker first has to come back.
  await until('the workflow has caught up with the records', async () => {
    return JSON.stringify(sorted(await inWorkflow())) === JSON.stringify(sorted((await inRecords())?.state));
  }).catch(async () => expect(await inWorkflow()).toEqual((await inRecords())?.state));
  expect((await inRecords())?.digestHolds).toBe(true);
}

/** Checks that every command has its final answer, given by the API or by the reconciler. */
export async function expectSettled({ owner }: Journey): Promise<void> {
  await until('everything taken in is settled', async () => {
    const open = await owner.selectFrom('intake').select('command_id').where('settled_at', 'is', null).execute();
    return open.length === 0;
  });
}

/**
 * Checks that what the API acknowledged is in the records once: one command for each person and key, settled with the
 * outcome that was told and written once in the journal. And that nothing was applied of which nobody was told.
 */
export async function expectKept({ owner, acknowledged, people }: Journey): Promise<void> {
  const commands = await owner
    .selectFrom('intake')
    .select(['command_id', 'actor_id', 'idempotency_key', 'subject_id', 'settlement'])
    .execute();
  const entries = await owner.selectFrom('journal').select(['cause', 'subject_id', 'actor_id']).execute();
  const byKey = new Map(commands.map((row) => [`${row.actor_id} ${row.idempotency_key}`, row]));

  for (const { person, key, commandId, outcome } of acknowledged) {
    const { userId } = people[person].actor;
    const command = byKey.get(`${userId} ${key}`);
    expect(command).toMatchObject({ command_id: commandId, settlement: expect.anything() });
    if (outcome !== null) expect(command?.settlement).toMatchObject({ kind: 'applied', outcome });
  }
  const applied = commands.filter(({ settlement }) => (settlement as { kind?: string } | null)?.kind === 'applied');
  const told = new Set(acknowledged.filter(({ outcome }) => outcome !== null).map(({ commandId }) => commandId));
  expect(new Set(applied.map((row) => row.command_id))).toEqual(told);
  for (const { command_id, subject_id, actor_id } of applied) {
    const written = entries.filter(
      (entry) => entry.cause === `command/${command_id}` && entry.subject_id === subject_id,
    );
    expect(written).toMatchObject([{ actor_id }]);
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
