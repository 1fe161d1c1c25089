import type { Actor } from '../domain/permissions.js';
import { listAs } from '../records/actor.js';
import { selectTasks, type TaskListName } from '../records/task-list.js';
import type { TaskSummary } from '../records/task-summary.js';
import type { Deps } from './deps.js';
import { type Page, pageOf, pageStart } from './page.js';

export type { TaskListName } from '../records/task-list.js';
export type { TaskSummary } from '../records/task-summary.js';

/**
 * A task list: `mine` holds what the actor has claimed, `group` all that his or her roles let decide or look after, both
 * by due date; `done` what he or she decided, latest first. Never a task of a project in which the actor is a party, but
 * for the council of his or her own school.
 * @throws Problem `invalid` for a cursor or limit that cannot be
 */
export async function listTasks(
  deps: Deps,
  actor: Actor,
  page: { list: TaskListName; cursor?: string; limit: number },
): Promise<Page<TaskSummary>> {
  const { after, limit } = pageStart(page);
  const rows = await listAs(deps.records, actor, (tx) =>
    selectTasks(tx, actor, { list: page.list, after, limit: limit + 1 }),
  );
  const { items, nextCursor } = pageOf(rows, limit, ({ sortedAt, taskId }) => ({ at: sortedAt, id: taskId }));
  return { items: items.map(({ sortedAt: _sortedAt, ...task }) => task), nextCursor };
}
