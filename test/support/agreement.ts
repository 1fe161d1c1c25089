// What must hold of a project at rest: records, workflows, journal and timers tell one story.
import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import { sql } from 'kysely';
import type { LabelState, ProjectState } from '../../domain/step.js';
import type { Records } from '../../records/database.js';
import { verifyChain } from '../../records/journal.js';
import { labelWorkflowId, projectWorkflowId } from '../../temporal/names.js';
import { type AtTemporal, eventsOf, pendingTimers } from './histories.js';
import { until } from './until.js';

type State = ProjectState | LabelState;

/** Where the records and the workflows are looked at. */
export interface Witness extends AtTemporal {
  owner: Records;
}

interface InRecords {
  state: State;
  seq: number;
  /** Whether the digest on the row covers the state that the workflow holds. */
  digestHolds: boolean;
}

/** A timer may be armed a little after the workflow read its clock. */
const ARMED_WITHIN_MS = 1_000;
/**
 * The clock that a workflow reads stands still during a workflow task: where a step was tried again for so long because a
 * part was away, the timer is armed, and rings, so much later.
 */
export const ARMED_AFTER_FAULT_MS = 20_000;

/**
 * Checks the project and each of its label applications.
 * @param armedWithinMs how late a timer may have been armed
 */
export async function expectAgreement(
  life: Witness,
  projectId: string,
  armedWithinMs = ARMED_WITHIN_MS,
): Promise<void> {
  const expectSubject = expectSubjectWithin.bind(null, armedWithinMs);
  await expectSubject(life, projectWorkflowId(projectId), (held) => projectInRecords(life, projectId, held));
  const applications = await life.owner
    .selectFrom('label_applications')
    .select(['application_id', 'teacher_id'])
    .where('project_id', '=', projectId)
    .execute();
  for (const { application_id: id, teacher_id: teacherId } of applications) {
    await expectSubject(life, labelWorkflowId(projectId, teacherId), (held) => labelInRecords(life, id, held));
  }
  await expectJournal(life, projectId);
}

/** The chain is whole, and has one entry for each step that was applied. */
export async function expectJournal({ owner }: Witness, projectId: string): Promise<void> {
  const entries = await owner
    .selectFrom('journal')
    .select(['subject_id', 'cause'])
    .where('project_id', '=', projectId)
    .execute();
  const { rows: applied } = await sql<{ subject_id: string; cause: string }>`
    select subject_id, cause from steps where project_id = ${projectId} and answer->>'kind' = 'applied'`.execute(owner);
  const names = (rows: { subject_id: string; cause: string }[]) =>
    rows.map((row) => `${row.subject_id} ${row.cause}`).sort();
  expect(names(entries)).toEqual(names(applied));
  expect(await verifyChain(owner, projectId)).toEqual({ intact: true, entries: applied.length });
}

async function expectSubjectWithin(
  armedWithinMs: number,
  life: Witness,
  workflowId: string,
  read: (held: State) => Promise<InRecords>,
): Promise<void> {
  const handle = life.deps.temporal.workflow.getHandle(workflowId);
  const state = () => handle.query<State | null>('state');
  // A rung may ring at any moment: what is compared is what held from before the first read until after the last.
  const { held, records, status, timers } = await until(`${workflowId} rests, as the records do`, async () => {
    const before = await state();
    const inRecords = before && (await read(before));
    if (!before || inRecords?.seq !== before.seq) return false;
    const { name } = (await handle.describe()).status;
    if ((name === 'COMPLETED') !== before.ended) return false;
    // A workflow's end ends its timer too.
    const pending = before.ended ? [] : pendingTimers(await eventsOf(life, workflowId));
    if (pending.length !== (before.nextTimer && !before.ended ? 1 : 0)) return false;
    const settled = isDeepStrictEqual(await state(), before);
    return settled && { held: before, records: inRecords, status: name, timers: pending };
  });
  expect(held).toEqual({ ...records.state, seq: records.seq });
  expect(records.digestHolds).toBe(true);
  expect(status).toBe(held.ended ? 'COMPLETED' : 'RUNNING');
  if (held.nextTimer && !held.ended) expectArmed(timers[0] ?? 0, held.nextTimer.at, armedWithinMs);
}

function expectArmed(ringsAtMs: number, due: string, withinMs: number): void {
  const lateMs = ringsAtMs - Date.parse(due);
  expect(lateMs).toBeGreaterThan(-ARMED_WITHIN_MS);
  expect(lateMs).toBeLessThan(withinMs);
}

async function projectInRecords({ owner }: Witness, projectId: string, held: State): Promise<InRecords> {
  const { rows } = await sql<InRecords>`
    select project_state(project_id) as state, state_seq as seq,
      state_digest = state_digest(${JSON.stringify(held)}::jsonb - 'seq') as "digestHolds"
    from projects where project_id = ${projectId}`.execute(owner);
  return rows[0] as InRecords;
}

async function labelInRecords({ owner }: Witness, applicationId: string, held: State): Promise<InRecords> {
  const { rows } = await sql<InRecords>`
    select label_state(application_id) as state, state_seq as seq,
      state_digest = state_digest(${JSON.stringify(held)}::jsonb - 'seq') as "digestHolds"
    from label_applications where application_id = ${applicationId}`.execute(owner);
  return rows[0] as InRecords;
}
