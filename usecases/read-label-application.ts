import type { Actor } from '../domain/permissions.js';
import { readAs } from '../records/actor.js';
import { findApplication } from '../records/label-applications.js';
import { rulebookContent } from '../records/rulebooks.js';
import type { Deps } from './deps.js';
import { type LabelApplicationView, labelApplicationView } from './label-application-view.js';
import { Problem } from './problem.js';

/** An application of the actor's own: evaluators read theirs as a task. @throws Problem notFound */
export async function readLabelApplication(
  deps: Deps,
  actor: Actor,
  applicationId: string,
): Promise<LabelApplicationView> {
  return readAs(deps.records, actor, async (tx) => {
    const stored = await findApplication(tx, applicationId);
    if (!stored || stored.teacherId !== actor.teacherId) throw new Problem('notFound');
    return labelApplicationView(stored, (await rulebookContent(tx, stored.rulebookId)).label);
  });
}
