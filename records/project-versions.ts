// What was submitted of a project, version by version.
import { type Kysely, sql } from 'kysely';
import type { Instant } from '../domain/vocabulary.js';
import type { Tables } from './tables.js';

export interface ProjectVersion {
  version: number;
  submittedAt: Instant;
  /** Name of whoever submitted it. */
  submittedBy: string;
  /** The one that councils and NSOs decide on. */
  isCurrent: boolean;
}

/** The versions of a submitted project, newest first; none where the actor sees no project. */
export async function selectProjectVersions(db: Kysely<Tables>, projectId: string): Promise<ProjectVersion[]> {
  const { rows } = await sql<ProjectVersion>`
    select v.version, iso(v.submitted_at) as "submittedAt", u.display_name as "submittedBy",
      v.version = p.current_version as "isCurrent"
    from project_versions v join projects p using (project_id) join users u on u.user_id = v.submitted_by
    where v.project_id = ${projectId} order by v.version desc`.execute(db);
  return rows;
}
