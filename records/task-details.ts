// What a task's own page shows beyond its line in a list.
import { type Kysely, sql } from 'kysely';
import type { LabelConclusion } from '../domain/label-outcome.js';
import type { DecisionOutcome, Instant } from '../domain/vocabulary.js';
import type { WorkingDaysCount } from '../domain/working-calendar.js';
import type { Tables } from './tables.js';

export interface TaskDecision {
  outcome: DecisionOutcome;
  decidedAt: Instant;
  decidedByName: string;
  /** What was entered, by the schema of the task's kind. */
  content: unknown;
  /** For an evaluation: what the rules concluded from the scores. */
  conclusion: LabelConclusion | null;
}

export interface TaskDetails {
  dueWhy: WorkingDaysCount;
  rungs: { rung: string; kind: 'reminder' | 'escalation'; at: Instant }[];
  decision: TaskDecision | null;
}

export async function findTaskDetails(db: Kysely<Tables>, taskId: string): Promise<TaskDetails | null> {
  const { rows } = await sql<TaskDetails>`
    select t.due_why as "dueWhy",
      (select json_agg(json_build_object('rung', r->>'rung', 'kind', r->>'kind', 'at', r->>'at'))
       from jsonb_array_elements(t.rungs) r) as "rungs",
      case when d.decision_id is not null then json_build_object('outcome', d.outcome, 'decidedAt', iso(d.decided_at),
        'decidedByName', u.display_name, 'content', d.content, 'conclusion', d.conclusion) end as "decision"
    from tasks t left join decisions d using (task_id) left join users u on u.user_id = d.decided_by
    where t.task_id = ${taskId}`.execute(db);
  const [row] = rows;
  return row ? { ...row, rungs: row.rungs ?? [] } : null;
}
