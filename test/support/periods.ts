// What tests of evaluation periods look at: where a period stands, who holds what, which mails were planned.
import type { AllocationPolicy } from '../../domain/rulebook/evaluation.js';
import type { Rulebook } from '../../domain/rulebook.js';
import type { Records } from '../../records/database.js';

interface Place {
  owner: Records;
}

/** A rulebook's only period is its first, and its evaluations are allocated by that policy. */
export const allocatedBy =
  (allocation: AllocationPolicy, lookHours = 6) =>
  (rulebook: Rulebook): Rulebook => ({
    ...rulebook,
    periods: rulebook.periods.slice(0, 1),
    ...(rulebook.evaluation && { evaluation: { ...rulebook.evaluation, allocation, lookHours } }),
  });

export function periodRow({ owner }: Place, nsoId: string, periodId: string) {
  const rows = owner.selectFrom('evaluation_periods').selectAll().where('nso_id', '=', nsoId);
  return rows.where('period_id', '=', periodId).executeTakeFirst();
}

/** Who holds the period's evaluations at an NSO, by name; null for those that nobody holds. */
export async function holders({ owner }: Place, nsoId: string, periodId: string): Promise<(string | null)[]> {
  const rows = await owner
    .selectFrom('label_applications')
    .innerJoin('tasks', 'tasks.application_id', 'label_applications.application_id')
    .leftJoin('task_assignments', 'task_assignments.task_id', 'tasks.task_id')
    .leftJoin('users', 'users.user_id', 'task_assignments.assignee_id')
    .select('display_name')
    .where('label_applications.nso_id', '=', nsoId)
    .where('label_applications.period_id', '=', periodId)
    .orderBy('tasks.task_id')
    .execute();
  return rows.map((row) => row.display_name);
}

/** The mails of a period at an NSO, as `template → person`, in alphabetical order. */
export async function periodMails({ owner }: Place, nsoId: string, periodId: string): Promise<string[]> {
  const rows = await owner
    .selectFrom('outbox')
    .innerJoin('users', 'users.user_id', 'outbox.recipient_id')
    .select(['template', 'display_name'])
    .where('nso_id', '=', nsoId)
    .where('period_id', '=', periodId)
    .execute();
  return rows.map((row) => `${row.template} → ${row.display_name}`).sort();
}
