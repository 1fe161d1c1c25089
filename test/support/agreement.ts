// What must hold of a project at rest: records, workflows, journal and timers tell one story.
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
  const { held, records } = await until(`${workflowId} has caught up with the records`, async () => {
    const state = await handle.query<State | null>('state');
    const inRecords = state && (await read(state));
    return inRecords?.seq === state?.seq && inRecords && state && { held: state, records: inRecords };
  });
  expect(held).toEqual({ ...records.state, seq: records.seq });
  expect(records.digestHolds).toBe(true);

  const { status } = await until(`${workflowId} has ended, where its subject has`, async () => {
    const described = await handle.describe();
    return (described.status.name === 'COMPLETED') === held.ended && { status: described.status.name };
  });
  expect(status).toBe(held.ended ? 'COMPLETED' : 'RUNNING');
  await expectOneTimer(life, workflowId, held, armedWithinMs);
}

/** Exactly one timer is pending, for what is due next, or none where nothing is. A workflow's end ends its timer too. */
async function expectOneTimer(
  life: Witness,
  workflowId: string,
  { nextTimer, ended }: State,
  armedWithinMs: number,
): Promise<void> {
  if (ended) return;
  // A query may be answered before the workflow task that arms the timer has come to its end.
  const pending = await until(`${workflowId} has ${nextTimer ? 'one timer' : 'no timer'}`, async () => {
    const timers = pendingTimers(await eventsOf(life, workflowId));
    return timers.length === (nextTimer ? 1 : 0) && timers;
  });
  if (!nextTimer) return;
  const lateMs = (pending[0] ?? 0) - Date.parse(nextTimer.at);
  expect(lateMs).toBeGreaterThan(-ARMED_WITHIN_MS);
  expect(lateMs).toBeLessThan(armedWithinMs);
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
