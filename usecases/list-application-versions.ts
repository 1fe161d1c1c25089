import type { Actor } from '../domain/permissions.js';
import { readAs } from '../records/actor.js';
import { findApplication, type SubmittedVersion, selectVersions } from '../records/label-applications.js';
import type { Deps } from './deps.js';
import { Problem } from './problem.js';

export type { SubmittedVersion } from '../records/label-applications.js';

/**
 * The versions of an application of the actor's own, newest first; none before it is submitted.
 * @throws Problem notFound
 */
export async function listApplicationVersions(
  deps: Deps,
  actor: Actor,
  applicationId: string,
): Promise<SubmittedVersion[]> {
  return readAs(deps.records, actor, async (tx) => {
    const [stored, versions] = await Promise.all([
      findApplication(tx, applicationId),
      selectVersions(tx, applicationId),
    ]);
    if (!stored || stored.teacherId !== actor.teacherId) throw new Problem('notFound');
    return versions;
  });
}
