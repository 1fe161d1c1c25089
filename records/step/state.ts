import { type Insertable, sql, type Transaction } from 'kysely';
import { causeId, type LabelState, type ProjectState, type Step } from '../../domain/step.js';
import type { Tables } from '../tables.js';
import type { WritePlan } from './write-plan.js';

interface Written {
  seq: number;
  head: Buffer;
  now: string;
  /** The subject's row is to be inserted. */
  isNew: boolean;
}

/** Plans the rows of the project and, for its step, of the label application: what was gathered, and the chain's new head. */
export function planSubjectRows(plan: WritePlan, step: Step, { seq, head, now, isNew }: Written): void {
  const cause = causeId(step.cause);
  const chain = { chain_seq: seq, chain_head: head, updated_at: now };
  const own = { state_seq: seq, cause, updated_at: now };
  if (step.subject === 'label') {
    planRow(plan, 'label_applications', 'application_id', step.subjectId, { ...plan.application, ...own }, isNew);
    planRow(plan, 'projects', 'project_id', step.projectId, chain, false);
  } else {
    planRow(plan, 'projects', 'project_id', step.projectId, { ...plan.project, ...chain, ...own }, isNew);
  }
}

function planRow<Table extends 'projects' | 'label_applications'>(
  plan: WritePlan,
  table: Table,
  key: string,
  id: string,
  row: object,
  isNew: boolean,
): void {
  plan.add((db) =>
    isNew
      ? db.insertInto(table).values(row as Insertable<Tables[Table]>)
      : db
          .updateTable(table as 'projects')
          .set(row)
          .where(key as 'project_id', '=', id),
  );
}

/** Writes the digest of the subject's new state on its row. @returns that state, as its workflow is to hold it. */
export async function digestState<State extends ProjectState | LabelState>(
  tx: Transaction<Tables>,
  step: Pick<Step, 'subject' | 'subjectId'>,
): Promise<State | null> {
  const { rows } =
    step.subject === 'project'
      ? await sql<{ state: State }>`
          update projects p set state_digest = state_digest(s.state) from project_state(${step.subjectId}) s (state)
          where p.project_id = ${step.subjectId} returning s.state || jsonb_build_object('seq', p.state_seq) as state`.execute(
          tx,
        )
      : await sql<{ state: State }>`
          update label_applications l set state_digest = state_digest(s.state) from label_state(${step.subjectId}) s (state)
          where l.application_id = ${step.subjectId} returning s.state || jsonb_build_object('seq', l.state_seq) as state`.execute(
          tx,
        );
  return rows[0]?.state ?? null;
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
