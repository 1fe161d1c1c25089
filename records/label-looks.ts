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
      select l.application_id, l.project_id, l.teacher_id, e.period_id,
        case
          when l.status = 'awaitingPeriod' and (e.closes_at is null or e.closes_at > records_clock()) then 'period'
          when l.period_id <> e.period_id then null
          when l.status = 'submitted' and l.closes_at is null and e.closes_at is not null then 'deadline'
          when l.status = 'frozen' and l.timer_at is distinct from e.evaluation_opens_at then 'evaluation'
        end as sought
      from label_applications l
        join periods e on e.period_id = l.period_id or (l.period_id is null and e.rulebook_id =
          (select missed.rulebook_id from periods missed where missed.period_id = l.rolled_over_from))
      where (l.status in ('awaitingPeriod', 'frozen') or (l.status = 'submitted' and l.closes_at is null))
        and (l.status <> 'frozen' or e.evaluation_opens_at is not null)
    ), noted as (
      insert into label_looks (application_id, period_id, sought)
      select w.application_id, w.period_id, w.sought from waiting w
      where w.sought is not null and not exists (select from label_looks k
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
