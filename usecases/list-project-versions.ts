import type { Actor } from '../domain/permissions.js';
import { readAs } from '../records/actor.js';
import { type ProjectVersion, selectProjectVersions } from '../records/project-versions.js';
import { findProject } from '../records/project-view.js';
import type { Deps } from './deps.js';
import { Problem } from './problem.js';

export type { ProjectVersion } from '../records/project-versions.js';

/** What was submitted of a project, newest first, for all who see it. @throws Problem notFound, also before it is submitted */
export async function listProjectVersions(deps: Deps, actor: Actor, projectId: string): Promise<ProjectVersion[]> {
  return readAs(deps.records, actor, async (tx) => {
    const [project, versions] = await Promise.all([findProject(tx, projectId), selectProjectVersions(tx, projectId)]);
    if (!project) throw new Problem('notFound');
    return versions;
  });
}
