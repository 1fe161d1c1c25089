import { type Insertable, sql, type Updateable } from 'kysely';
import { causeId, type LabelState, type ProjectState, type Step } from '../../domain/step.js';
import { labelState, projectState, type TaskInState } from '../../domain/subject-state.js';
import { rungTimer } from '../../domain/task-rung.js';
import type { LabelStatus, ProjectStatus } from '../../domain/vocabulary.js';
import type { Tables } from '../tables.js';
import { type LoadedFacts, timerOf } from './load-facts.js';
import type { WritePlan } from './write-plan.js';

interface Written {
  /** What the step makes of the subject's status. */
  status: ProjectStatus | LabelStatus;
  seq: number;
  head: Buffer;
}

/** The subject's state as its workflow is to hold it where the step changes nothing; null while nothing was recorded of it. */
export function stateBefore<State extends ProjectState | LabelState>(step: Step, loaded: LoadedFacts): State | null {
  if (!loaded.before) return null;
  const { seq, ...own } = loaded.before;
  return stateOf<State>(step, { ...own, tasks: tasksBefore(loaded) }, seq);
}

/**
 * Plans the subject's own row, with the digest of the state that it then has, and the chain's new head.
 * @returns that state, as its workflow is to hold it
 */
export function planState<State extends ProjectState | LabelState>(
  plan: WritePlan,
  step: Step,
  loaded: LoadedFacts,
  { status, seq, head }: Written,
): State {
  const own = step.subject === 'label' ? plan.application : plan.project;
  const timer = 'timer' in own ? timerOf(own.timer, own.timer_at as string) : (loaded.before?.timer ?? null);
  const tasks = new Map([...tasksBefore(loaded), ...plan.tasks]);
  const state = stateOf<State>(step, { status, timer, tasks }, seq);

  const chain = { chain_seq: seq, chain_head: head, updated_at: loaded.now };
  const { seq: _, ...digested } = state;
  const row = {
    ...own,
    ...(step.subject === 'project' && chain),
    state_seq: seq,
    state_digest: sql<Buffer>`state_digest(${JSON.stringify(digested)}::jsonb)`,
    cause: causeId(step.cause),
    updated_at: loaded.now,
  };
  if (step.subject === 'label') {
    plan.add((db) => db.updateTable('projects').set(chain).where('project_id', '=', step.projectId));
  }
  planRow(plan, step, row, loaded.before === null);
  return state;
}

function planRow(plan: WritePlan, { subject, subjectId }: Step, row: object, isNew: boolean): void {
  const [table, key] =
    subject === 'label' ? (['label_applications', 'application_id'] as const) : (['projects', 'project_id'] as const);
  if (isNew) plan.add((db) => db.insertInto(table).values(row as Insertable<Tables[typeof table]>));
  else
    plan.add((db) =>
      db
        .updateTable(table)
        .set(row as Updateable<Tables[typeof table]>)
        .where(key, '=', subjectId),
    );
}

function tasksBefore({ facts }: LoadedFacts): Map<string, TaskInState> {
  return new Map(
    facts.facts.tasks.map(({ taskId, status, rungs, nextRung }) => {
      const next = rungs.find(({ rung }) => rung === nextRung);
      return [taskId, { status, rings: timerOf(next && rungTimer(taskId, next.rung), next?.at) }];
    }),
  );
}

function stateOf<State extends ProjectState | LabelState>(
  { subject }: Step,
  parts: Parameters<typeof projectState | typeof labelState>[0],
  seq: number,
): State {
  const state =
    subject === 'project'
      ? projectState(parts as Parameters<typeof projectState>[0])
      : labelState(parts as Parameters<typeof labelState>[0]);
  return { ...state, seq } as State;
}
