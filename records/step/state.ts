import { sql, type Transaction } from 'kysely';
import type { LabelState, ProjectState, Step } from '../../domain/step.js';
import type { Tables } from '../tables.js';

interface Written {
  seq: number;
  head: Buffer;
  now: string;
}

/** Writes the chain's new head and, on the subject's row, the digest of the state that its workflow will hold. */
export async function writeState(tx: Transaction<Tables>, step: Step, { seq, head, now }: Written): Promise<void> {
  if (step.subject === 'project') {
    await sql`update projects set chain_seq = ${seq}, chain_head = ${head}, state_seq = ${seq}, updated_at = ${now},
        state_digest = state_digest(project_state(project_id))
      where project_id = ${step.projectId}`.execute(tx);
    return;
  }
  await sql`with chain as (
      update projects set chain_seq = ${seq}, chain_head = ${head}, updated_at = ${now} where project_id = ${step.projectId}
    )
    update label_applications set state_seq = ${seq}, updated_at = ${now},
      state_digest = state_digest(label_state(application_id))
    where application_id = ${step.subjectId}`.execute(tx);
}

/** The subject's state as its workflow is to hold it; null while nothing was recorded of it. */
export async function readState<State extends ProjectState | LabelState>(
  tx: Transaction<Tables>,
  step: Pick<Step, 'subject' | 'subjectId'>,
): Promise<State | null> {
  const { rows } =
    step.subject === 'project'
      ? await sql<{ state: State | null }>`
          select project_state(project_id) || jsonb_build_object('seq', state_seq) as state
          from projects where project_id = ${step.subjectId}`.execute(tx)
      : await sql<{ state: State | null }>`
          select label_state(application_id) || jsonb_build_object('seq', state_seq) as state
          from label_applications where application_id = ${step.subjectId}`.execute(tx);
  return rows[0]?.state ?? null;
}
