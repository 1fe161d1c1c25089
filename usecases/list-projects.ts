import type { Actor } from '../domain/permissions.js';
import type { ProjectStatus } from '../domain/vocabulary.js';
import { listAs } from '../records/actor.js';
import { type ProjectSummary, selectProjects } from '../records/project-list.js';
import type { Deps } from './deps.js';
import { type Page, pageOf, pageStart } from './page.js';

export type { ProjectSummary } from '../records/project-list.js';

/**
 * The projects that the actor has to do with, newest first, with the drafts that he or she writes.
 * @throws Problem `invalid` for a cursor or limit that cannot be
 */
export async function listProjects(
  deps: Deps,
  actor: Actor,
  page: { cursor?: string; limit: number; status?: ProjectStatus | 'draft' },
): Promise<Page<ProjectSummary>> {
  const { after, limit } = pageStart(page);
  const status = page.status ?? null;
  const rows = await listAs(deps.records, actor, (tx) =>
    selectProjects(tx, actor, { status, after, limit: limit + 1 }),
  );
  return pageOf(rows, limit, ({ sinceAt, projectId }) => ({ at: sinceAt, id: projectId }));
}
