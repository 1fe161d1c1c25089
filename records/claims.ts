import { sql } from 'kysely';
import type { ActorTransaction } from './actor.js';

/**
 * Claims an open task for a person: one conditional write. Claiming it again changes nothing.
 * @returns who holds the task now; null when it is not open, or not the actor's to see.
 */
export async function claim(tx: ActorTransaction, taskId: string, userId: string): Promise<string | null> {
  const { rows } = await sql<{ assignee_id: string }>`
    with claimed as (
      insert into task_assignments (task_id, assignee_id)
      select t.task_id, ${userId}::uuid from tasks t where t.task_id = ${taskId} and t.status = 'open'
      on conflict (task_id) do nothing
      returning assignee_id
    )
    select assignee_id from claimed
    union all
    select a.assignee_id from task_assignments a join tasks t using (task_id)
    where a.task_id = ${taskId} and t.status = 'open' and not exists (select from claimed)`.execute(tx);
  return rows[0]?.assignee_id ?? null;
}

/** Gives an open task back to its group, if `holderId` holds it. @returns whether it did. */
export async function release(tx: ActorTransaction, taskId: string, holderId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from task_assignments a using tasks t
    where a.task_id = ${taskId} and a.assignee_id = ${holderId} and t.task_id = a.task_id and t.status = 'open'`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}
