// Applications that wait for something which has been published since they looked last.
import { sql } from 'kysely';
import type { ActorTransaction } from './actor.js';
import type { LabelSought } from './tables.js';

export interface LabelToWake {
  applicationId: string;
  projectId: string;
  teacherId: string;
  periodId: string;
  /** What was published. */
  sought: LabelSought;
}

/**
 * Chooses waiting applications for which there is something to see, and notes that they were asked to look: each is chosen once
 * for each thing published, by whichever process comes first. One that finds no free slot in a period goes on waiting for the next.
 */
export async function chooseLabelsToWake(tx: ActorTransaction, limit: number): Promise<LabelToWake[]> {
  const { rows } = await sql<LabelToWake>`
    with waiting as (
      select l.application_id, l.project_id, l.teacher_id, e.period_id, 'period' as sought
      from label_applications l
        join periods missed on missed.period_id = l.rolled_over_from join periods e on e.rulebook_id = missed.rulebook_id
      where l.status = 'awaitingPeriod' and (e.closes_at is null or e.closes_at > records_clock())
      union all
      select l.application_id, l.project_id, l.teacher_id, e.period_id, 'deadline'
      from label_applications l join periods e using (period_id)
      where l.status = 'submitted' and l.closes_at is null and e.closes_at is not null
      union all
      select l.application_id, l.project_id, l.teacher_id, e.period_id, 'evaluation'
      from label_applications l join periods e using (period_id)
      where l.status = 'frozen' and e.evaluation_opens_at is not null and l.timer_at is distinct from e.evaluation_opens_at
    ), noted as (
      insert into label_looks (application_id, period_id, sought)
      select w.application_id, w.period_id, w.sought from waiting w
      where not exists (select from label_looks k
        where k.application_id = w.application_id and k.period_id = w.period_id and k.sought = w.sought)
      order by random() limit ${limit}
      on conflict do nothing
      returning application_id, period_id, sought
    )
    select w.application_id as "applicationId", w.project_id as "projectId", w.teacher_id as "teacherId",
      n.period_id as "periodId", n.sought
    from noted n join waiting w using (application_id, period_id, sought)`.execute(tx);
  return rows;
}

/** Those could not be asked: they are chosen again. */
export async function forgetLooks(tx: ActorTransaction, labels: readonly LabelToWake[]): Promise<void> {
  await sql`delete from label_looks k
    using jsonb_to_recordset(${JSON.stringify(labels)}::jsonb) as f ("applicationId" uuid, "periodId" text, sought text)
    where k.application_id = f."applicationId" and k.period_id = f."periodId" and k.sought = f.sought`.execute(tx);
}
