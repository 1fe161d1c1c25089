// The load generator's own look at the records, so that no way pays for reading: one indexed statement each.
import { sql } from 'kysely';
import type { Records } from '../../records/database.js';

export class TaskLookup {
  constructor(private readonly owner: Records) {}

  /** A project's open task of that NSO. @throws when there is none */
  async ofProject(projectId: string, nsoIds: readonly string[]): Promise<string[]> {
    const { rows } = await sql<{ task_id: string; nso_id: string }>`
      select task_id, nso_id from tasks
      where project_id = ${projectId} and status = 'open' and application_id is null`.execute(this.owner);
    return nsoIds.map((nsoId) => {
      const task = rows.find((row) => row.nso_id === nsoId);
      if (!task) throw new Error(`project ${projectId} has no open task of ${nsoId}`);
      return task.task_id;
    });
  }

  async ofApplication(applicationId: string): Promise<string | null> {
    const { rows } = await sql<{ task_id: string }>`
      select task_id from tasks where application_id = ${applicationId} and status = 'open'`.execute(this.owner);
    return rows[0]?.task_id ?? null;
  }

  /** How many projects have a timer that is about to ring. */
  async countArchivedSoon(): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from projects
      where status <> 'archived' and timer_at < clock_timestamp() + interval '1 minute'`.execute(this.owner);
    return rows[0]?.count ?? 0;
  }
}
