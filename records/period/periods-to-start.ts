import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.js';

export interface PeriodToStart {
  nsoId: string;
  periodId: string;
}

/**
 * Published periods of which an NSO's evaluation has not begun, in no order, so that several processes seldom choose the same.
 * An NSO in which nobody works with the product, and from which nobody has applied, has none until somebody does.
 */
export async function choosePeriodsToStart(db: Kysely<Tables>, limit: number): Promise<PeriodToStart[]> {
  const { rows } = await sql<PeriodToStart>`
    select n.nso_id as "nsoId", e.period_id as "periodId" from periods e cross join nsos n
    where not exists (select from evaluation_periods w where w.nso_id = n.nso_id and w.period_id = e.period_id)
      and (exists (select from user_roles g where g.nso_id = n.nso_id)
        or exists (select from label_applications l where l.period_id = e.period_id and l.nso_id = n.nso_id))
    order by random() limit ${limit}
  `.execute(db);
  return rows;
}
