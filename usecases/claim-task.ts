import { type Actor, mayWorkOnTask } from '../domain/permissions.js';
import { withActor } from '../records/actor.js';
import { claim } from '../records/claims.js';
import { taskWithParties } from '../records/memberships.js';
import { findTaskSummary, type TaskSummary } from '../records/task-summary.js';
import type { Deps } from './deps.js';
import { demand, Problem } from './problem.js';
import { inProgrammeTime } from './programme-calendar.js';

/**
 * Takes a task on. Claiming one's own task again changes nothing.
 * @throws Problem `claimedByAnother` with the name of whoever holds it; `taskClosed`; whatever forbids working on it
 */
export async function claimTask(deps: Deps, actor: Actor, taskId: string): Promise<TaskSummary> {
  return withActor(deps.records, actor, async (tx) => {
    const task = await taskWithParties(tx, taskId);
    if (!task) throw new Problem('notFound');
    demand(mayWorkOnTask(actor, task));

    let holderId = await claim(tx, taskId, actor.userId);
    // A claim that was committed meanwhile is seen by the next statement only.
    holderId ??= await claim(tx, taskId, actor.userId);
    const summary = await findTaskSummary(tx, taskId);
    if (!summary) throw new Problem('notFound');
    if (holderId === null) {
      throw await inProgrammeTime(tx, summary.rulebookId, new Problem('taskClosed', null, { at: summary.closedAt }));
    }
    if (holderId !== actor.userId) {
      throw new Problem('claimedByAnother', null, { assigneeName: summary.assignee?.displayName ?? null });
    }
    return summary;
  });
}
