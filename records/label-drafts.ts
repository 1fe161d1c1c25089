// Label applications as their teacher holds them: a draft until it is submitted, then a subject of its own workflow.
import { type Kysely, sql } from 'kysely';
import type { LabelContent } from '../domain/label-content.js';
import type { Instant, LabelStatus, ProjectStatus } from '../domain/vocabulary.js';
import { newVersion } from './drafts.js';
import type { Tables } from './tables.js';

export interface HeldApplication {
  applicationId: string;
  projectId: string;
  projectStatus: ProjectStatus;
  teacherId: string;
  rulebookId: string;
  content: LabelContent;
  submittedAt: Instant | null;
  /** Null until a step received the application. */
  status: LabelStatus | null;
  periodId: string | null;
}

/** A label application, draft or submitted, or null where the actor sees none. */
export async function findHeldApplication(db: Kysely<Tables>, applicationId: string): Promise<HeldApplication | null> {
  const { rows } = await sql<HeldApplication>`
    select d.draft_id as "applicationId", d.project_id as "projectId", p.status as "projectStatus",
      d.teacher_id as "teacherId", d.rulebook_id as "rulebookId", d.content, iso(d.submitted_at) as "submittedAt",
      l.status, l.period_id as "periodId"
    from drafts d join projects p using (project_id) left join label_applications l on l.application_id = d.draft_id
    where d.draft_id = ${applicationId} and d.kind = 'label'`.execute(db);
  return rows[0] ?? null;
}

/**
 * Saves a label draft. The content that is there already makes no new version.
 * @returns its version, or null when another one than `version` is there, or when it is submitted or not there
 */
export async function saveLabelDraft(
  db: Kysely<Tables>,
  draft: { applicationId: string; content: LabelContent; version: number },
): Promise<{ version: number; updatedAt: Instant } | null> {
  const { applicationId, content, version } = draft;
  const { rows } = await sql<{ version: number; updatedAt: Instant }>`
    update drafts set ${newVersion(content)}
    where draft_id = ${applicationId} and kind = 'label' and submitted_at is null
      and (version = ${version} or content = ${JSON.stringify(content)}::jsonb)
    returning version, iso(updated_at) as "updatedAt"`.execute(db);
  return rows[0] ?? null;
}
