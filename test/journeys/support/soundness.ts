// What must hold after every fault, whatever happened: records, workflows, journal and mails tell one story.
import { expect } from '@jest/globals';
import { sql } from 'kysely';
import { verifyChain } from '../../../records/journal.js';
import { projectWorkflowId } from '../../../temporal/names.js';
import { type Journey, until } from './journey.js';

/** Checks a project: the workflow's state is the records' state, the chain is whole, no task was decided twice. */
export async function expectSound(journey: Journey, projectId: string): Promise<void> {
  const { owner, temporal } = journey;
  const inRecords = async () => {
    const { rows } = await sql<{ state: unknown; digestHolds: boolean }>`
      select project_state(project_id) || jsonb_build_object('seq', state_seq) as state,
        state_digest = state_digest(project_state(project_id)) as "digestHolds"
      from projects where project_id = ${projectId}`.execute(owner);
    return rows[0];
  };
  const inWorkflow = () => temporal.workflow.getHandle(projectWorkflowId(projectId)).query('state');
  await until('the workflow has caught up with the records', async () => {
    return JSON.stringify(sorted(await inWorkflow())) === JSON.stringify(sorted((await inRecords())?.state));
  });
  expect((await inRecords())?.digestHolds).toBe(true);
  expect(await verifyChain(owner, projectId)).toMatchObject({ intact: true });

  const { rows: twice } = await sql`select cause from journal where project_id = ${projectId}
    group by subject_id, cause having count(*) > 1`.execute(owner);
  expect(twice).toEqual([]);
}

/** Every command has its final answer. */
export async function expectSettled(journey: Journey): Promise<void> {
  await until('everything taken in is settled', async () => {
    const { rows } = await sql<{
      open: number;
    }>`select count(*)::int as open from intake where settled_at is null`.execute(journey.owner);
    return rows[0]?.open === 0;
  });
}

/** Every planned mail has arrived, copies of one mail have one Message-ID, and no two mails share one. */
export async function expectMails(journey: Journey): Promise<void> {
  const { owner } = journey;
  await until('the outbox is empty', async () => {
    const waiting = await owner
      .selectFrom('outbox')
      .select('mail_id')
      .where('status', 'in', ['planned', 'sending'])
      .execute();
    return waiting.length === 0;
  });
  const sent = await owner.selectFrom('outbox').select(['mail_key', 'status']).where('status', '=', 'sent').execute();
  const ids = new Set((await journey.mails()).map((mail) => mail.messageId));
  expect(ids.size).toBe(sent.length);
  const failed = await owner.selectFrom('outbox').select('mail_key').where('status', '=', 'failed').execute();
  expect(failed).toEqual([]);
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
