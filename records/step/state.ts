import { type Insertable, sql, type Transaction, type Updateable } from 'kysely';
import { causeId, type LabelState, type ProjectState, type Step } from '../../domain/step.js';
import type { Tables } from '../tables.js';
import type { WritePlan } from './write-plan.js';

/** Columns of a project or of a label application, and what they become. */
export type SubjectRow = Updateable<Tables['projects']> | Updateable<Tables['label_applications']>;

interface Written {
  seq: number;
  head: Buffer;
  now: string;
  /** The subject's row is to be inserted. */
  isNew: boolean;
}

/**
 * Plans what a step changes besides its subject's own row: the chain's new head, and the row itself where it is new.
 * @returns what the subject's own row is updated with: `writeState` does it, once everything else is written
 */
export function planSubjectRows(plan: WritePlan, step: Step, { seq, head, now, isNew }: Written): SubjectRow {
  const chain = { chain_seq: seq, chain_head: head, updated_at: now };
  const own = { state_seq: seq, cause: causeId(step.cause), updated_at: now };
  if (step.subject === 'label') {
    plan.add((db) => db.updateTable('projects').set(chain).where('project_id', '=', step.projectId));
  }
  const row: SubjectRow =
    step.subject === 'label' ? { ...plan.application, ...own } : { ...plan.project, ...chain, ...own };
  if (!isNew) return row;
  const table = step.subject === 'label' ? 'label_applications' : 'projects';
  plan.add((db) => db.insertInto(table).values(row as Insertable<Tables[typeof table]>));
  return {};
}

/**
 * Writes the subject's own row with the digest of the state that it then has, in one update: a row that is updated twice in a
 * transaction has all its foreign keys checked again.
 * @returns that state, as its workflow is to hold it
 */
export async function writeState<State extends ProjectState | LabelState>(
  tx: Transaction<Tables>,
  { subject, subjectId }: Pick<Step, 'subject' | 'subjectId'>,
  row: SubjectRow,
): Promise<State | null> {
  const [table, key, stateOf] =
    subject === 'label'
      ? ['label_applications', 'application_id', 'label_state']
      : ['projects', 'project_id', 'project_state'];
  const columns = Object.entries(row).map(([column, value]) => sql`${sql.ref(column)} = ${value}, `);
  const next = (column: keyof SubjectRow) => (column in row ? sql`${row[column]}` : sql.ref(`o.${column}`));
  const { rows } = await sql<{ state: State }>`
    update ${sql.table(table)} n set ${sql.join(columns, sql``)}state_digest = state_digest(s.state)
    from ${sql.table(table)} o cross join lateral ${sql.ref(stateOf)}(
      o.${sql.ref(key)}, ${next('status')}, ${next('timer')}, ${next('timer_at')}) s (state)
    where n.${sql.ref(key)} = ${subjectId} and o.${sql.ref(key)} = n.${sql.ref(key)}
    returning s.state || jsonb_build_object('seq', n.state_seq) as state`.execute(tx);
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
