// Drafts: what is written but not submitted. A draft's id becomes the project's, or the label application's.
import { type Kysely, sql, type Transaction } from 'kysely';
import type { LabelContent } from '../domain/label-content.js';
import { membersOf, type ProjectContent } from '../domain/project-content.js';
import type { Instant } from '../domain/vocabulary.js';
import type { Tables } from './tables.js';

export interface StoredProjectDraft {
  projectId: string;
  rulebookId: string;
  ownerId: string;
  content: ProjectContent;
  version: number;
  updatedAt: Instant;
  /** Name of whoever saved this version. */
  savedBy: string;
  submittedAt: Instant | null;
}

const COLUMNS =
  sql.raw(`project_id as "projectId", rulebook_id as "rulebookId", owner_id as "ownerId", content, version,
  iso(updated_at) as "updatedAt", iso(submitted_at) as "submittedAt",
  (select display_name from users where user_id = coalesce(saved_by, owner_id)) as "savedBy"`);

/** Writes a new draft and makes those whom it names its members, as far as they are registered (R-1.p0, R-1.p2). */
export async function insertProjectDraft(
  tx: Transaction<Tables>,
  draft: {
    projectId: string;
    ownerId: string;
    rulebookId: string;
    content: ProjectContent;
    /** What the register that it was imported from calls it. */
    importedAs?: string;
  },
): Promise<StoredProjectDraft> {
  const { projectId, ownerId, rulebookId, content, importedAs = null } = draft;
  // Two statements: the policy for members looks at the draft, which its own statement would not show yet.
  const [inserted] = await Promise.all([
    sql<StoredProjectDraft>`insert into drafts (draft_id, kind, project_id, owner_id, rulebook_id, content, imported_as)
      values (${projectId}, 'project', ${projectId}, ${ownerId}, ${rulebookId}, ${JSON.stringify(content)}, ${importedAs})
      returning ${COLUMNS}`.execute(tx),
    sql`insert into project_members (project_id, teacher_id, school_id, role, role_text)
      select ${projectId}::uuid, m.* from ${registeredMembers(content)} m`.execute(tx),
  ]);
  const [row] = inserted.rows;
  if (!row) throw new Error('the draft was not inserted');
  return row;
}

/**
 * Replaces a draft's content and its members, if nobody else did since `version` and it is not submitted. The content that
 * is there already makes no new version, from whichever it was made: saved again and again, or after a lost answer.
 * One statement: the policies judge who edits by the founders before it, also where it changes the founders.
 * @returns null when nothing was changed: no such draft, another version, submitted, or not this person's to edit
 */
export async function updateProjectDraft(
  tx: Transaction<Tables>,
  draft: { projectId: string; content: ProjectContent; version: number },
): Promise<StoredProjectDraft | null> {
  const { projectId, content, version } = draft;
  const { rows } = await sql<StoredProjectDraft>`
    with edited as (
      update drafts set ${newVersion(content)}
      where draft_id = ${projectId} and kind = 'project' and submitted_at is null
        and (version = ${version} or content = ${JSON.stringify(content)}::jsonb)
      returning ${COLUMNS}
    ), named as (
      select m.* from edited, ${registeredMembers(content)} m
    ), removed as (
      delete from project_members where project_id in (select "projectId" from edited)
        and teacher_id not in (select teacher_id from named)
    ), members as (
      insert into project_members (project_id, teacher_id, school_id, role, role_text)
      select ${projectId}::uuid, n.* from named n
      on conflict (project_id, teacher_id) do update
        set school_id = excluded.school_id, role = excluded.role, role_text = excluded.role_text
    )
    select * from edited
  `.execute(tx);
  return rows[0] ?? null;
}

/** A project's draft, submitted or not, or null where there is none that the actor may see. */
export async function findProjectDraft(db: Kysely<Tables>, projectId: string): Promise<StoredProjectDraft | null> {
  const { rows } = await sql<StoredProjectDraft>`
    select ${COLUMNS} from drafts where draft_id = ${projectId} and kind = 'project'`.execute(db);
  return rows[0] ?? null;
}

/**
 * Writes a new draft of a label application.
 * @returns false when the teacher has one for this project already
 */
export async function insertLabelDraft(
  tx: Transaction<Tables>,
  draft: { applicationId: string; projectId: string; ownerId: string; teacherId: string; content: LabelContent },
): Promise<boolean> {
  const { applicationId, projectId, ownerId, teacherId, content } = draft;
  const { numAffectedRows } = await sql`
    insert into drafts (draft_id, kind, project_id, owner_id, teacher_id, rulebook_id, content)
    select ${applicationId}::uuid, 'label', p.project_id, ${ownerId}::uuid, ${teacherId}::uuid, p.rulebook_id,
      ${JSON.stringify(content)}::jsonb
    from projects p where p.project_id = ${projectId}
    on conflict on constraint drafts_one_label do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** What a save sets: the same content again is no new version, and nobody else's. */
export function newVersion(content: object) {
  const same = sql`content = ${JSON.stringify(content)}::jsonb`;
  return sql`content = ${JSON.stringify(content)}::jsonb,
    version = case when ${same} then version else version + 1 end,
    updated_at = case when ${same} then updated_at else records_clock() end,
    saved_by = case when ${same} then saved_by else actor_id() end`;
}

/** A teacher or school that is not registered cannot be a member; checkSubmission tells of it. */
function registeredMembers(content: ProjectContent) {
  const members = membersOf(content).map(({ teacherId, schoolId, roleText }, index) => ({
    place: index,
    teacher_id: teacherId,
    school_id: schoolId,
    role: index < content.founders.length ? 'founder' : 'partner',
    role_text: roleText,
  }));
  // Who is named twice counts once, with the place that comes first.
  return sql`(select distinct on (teacher_id) teacher_id, school_id, n.role, n.role_text
    from jsonb_to_recordset(${JSON.stringify(members)}::jsonb)
      as n (place int, teacher_id uuid, school_id uuid, role text, role_text text)
    join teachers using (teacher_id) join schools using (school_id)
    order by teacher_id, place)`;
}
