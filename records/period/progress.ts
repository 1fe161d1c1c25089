// How far the NSOs are with the applications of a period, counted from the projections.
import { type Kysely, sql } from 'kysely';
import type { PeriodProgress } from '../../domain/period-facts.js';
import type { PeriodResults } from '../../domain/period-lifecycle.js';
import type { Instant, PeriodStatus } from '../../domain/vocabulary.js';
import type { Tables } from '../tables.js';

/** Arguments of json_build_object over applications `l`, their open tasks `t` and these tasks' assignments `a`. */
export const PROGRESS_COLUMNS = sql`
  'received', count(distinct l.application_id),
  'submitted', count(distinct l.application_id) filter (where l.status = 'submitted'),
  'frozen', count(distinct l.application_id) filter (where l.status = 'frozen'),
  'inEvaluation', count(distinct l.application_id) filter (where l.status = 'evaluation'),
  'awarded', count(distinct l.application_id) filter (where l.status = 'awarded'),
  'refused', count(distinct l.application_id) filter (where l.status = 'refused'),
  'overdue', count(t.task_id) filter (where t.due_at < records_clock()),
  'unclaimed', count(t.task_id) filter (where a.task_id is null)`;

export interface NsoProgress {
  nsoId: string;
  /** Null while the NSO's evaluation has not begun to be watched: nobody there works with the product yet. */
  status: PeriodStatus | null;
  progress: PeriodProgress;
  results: (PeriodResults & { publishedAt: Instant }) | null;
}

/**
 * Each NSO's progress in a period, in the order of their ids; under row-level security what the actor may see.
 * @param nsoIds whose; null for all that have applications, or an evaluation, in the period
 */
export async function selectProgress(
  db: Kysely<Tables>,
  periodId: string,
  nsoIds: readonly string[] | null,
): Promise<NsoProgress[]> {
  const { rows } = await sql<NsoProgress>`
    select n.nso_id as "nsoId", w.status, p.progress,
      case when r.nso_id is not null then json_build_object('received', r.received, 'awarded', r.awarded,
        'refused', r.refused, 'publishedAt', iso(r.published_at)) end as "results"
    from nsos n
      left join evaluation_periods w on w.nso_id = n.nso_id and w.period_id = ${periodId}
      left join period_results r on r.nso_id = n.nso_id and r.period_id = ${periodId}
      cross join lateral (
        select json_build_object(${PROGRESS_COLUMNS}) as progress, count(l.application_id) as applications
        from label_applications l
          left join tasks t on t.application_id = l.application_id and t.status = 'open'
          left join task_assignments a on a.task_id = t.task_id
        where l.nso_id = n.nso_id and l.period_id = ${periodId}) p
    where ${nsoIds === null ? sql`(w.nso_id is not null or p.applications > 0)` : sql`n.nso_id = any (${nsoIds})`}
    order by n.nso_id
  `.execute(db);
  return rows;
}

/** Whether there is such a period. */
export async function periodExists(db: Kysely<Tables>, periodId: string): Promise<boolean> {
  const periods = db.selectFrom('periods').select('period_id').where('period_id', '=', periodId);
  return (await periods.executeTakeFirst()) !== undefined;
}
