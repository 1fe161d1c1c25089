import { type Actor, mayReleaseForAnother, mayWorkOnTask } from '../domain/permissions.js';
import { withActor } from '../records/actor.js';
import { release } from '../records/claims.js';
import { taskWithParties } from '../records/memberships.js';
import { findTaskSummary, type TaskSummary } from '../records/task-summary.js';
import type { Deps } from './deps.js';
import { demand, Problem } from './problem.js';
import { inProgrammeTime } from './programme-calendar.js';

/**
 * Gives a task back to its group: one's own, or as the NSO's administrator another person's. One that nobody holds stays
 * as it is.
 * @throws Problem `claimedByAnother` when another holds it; `taskClosed`
 */
export async function releaseTask(deps: Deps, actor: Actor, taskId: string): Promise<TaskSummary> {
  return withActor(deps.records, actor, async (tx) => {
    const [task, before] = [await taskWithParties(tx, taskId), await findTaskSummary(tx, taskId)];
    if (!task || !before) throw new Problem('notFound');
    if (before.status !== 'open') {
      throw await inProgrammeTime(tx, before.rulebookId, new Problem('taskClosed', null, { at: before.closedAt }));
    }
    const { assignee } = before;
    const forAnother = mayReleaseForAnother(actor, task).allowed;
    if (!forAnother) demand(mayWorkOnTask(actor, task));
    if (assignee === null) return before;
    if (assignee.userId !== actor.userId && !forAnother) {
      throw new Problem('claimedByAnother', null, { assigneeName: assignee.displayName });
    }
    await release(tx, taskId, assignee.userId);
    return { ...before, assignee: null };
  });
}
