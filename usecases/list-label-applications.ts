import type { Actor } from '../domain/permissions.js';
import { readAs } from '../records/actor.js';
import { selectApplications } from '../records/label-applications.js';
import { rulebookContent } from '../records/rulebooks.js';
import type { Deps } from './deps.js';
import { type LabelApplicationView, labelApplicationView } from './label-application-view.js';

/** The actor's own applications, newest first; none for who is no teacher. */
export async function listLabelApplications(deps: Deps, actor: Actor): Promise<LabelApplicationView[]> {
  const { teacherId } = actor;
  if (teacherId === null) return [];
  return readAs(deps.records, actor, async (tx) => {
    const stored = await selectApplications(tx, teacherId);
    return Promise.all(
      stored.map(async (one) => labelApplicationView(one, (await rulebookContent(tx, one.rulebookId)).label)),
    );
  });
}
