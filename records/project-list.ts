// The projects that a person has to do with, newest first. Each source is driven from its own narrow index: row-level
// security would find the same rows among all, slowly.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Actor } from '../domain/permissions.js';
import type { ProjectCategory } from '../domain/project-category.js';
import type { Instant, ProjectStatus, TaskKind } from '../domain/vocabulary.js';
import { comesAfter, type Keyset } from './keyset.js';
import type { Tables } from './tables.js';

export interface ProjectSummary {
  projectId: string;
  rulebookId: string;
  title: string;
  status: ProjectStatus | 'draft';
  /** Null in drafts. */
  category: ProjectCategory | null;
  language: string;
  /** When it was submitted; a draft, when it was begun. The list is sorted by it. */
  sinceAt: Instant;
  founders: { teacherId: string; displayName: string; countryCode: string }[];
  /** Countries of all members, each once. */
  countries: string[];
  /** What it is waiting for, first due first. */
  openTasks: { kind: TaskKind; nsoId: string; schoolName: string | null; dueAt: Instant; overdue: boolean }[];
}

/**
 * One page of an actor's projects: those that he or she takes part in, heads a school of, or answers for at an NSO.
 * @param page.limit how many rows at most; ask for one more than is shown, to know whether there are more
 */
export async function selectProjects(
  db: Kysely<Tables>,
  actor: Actor,
  page: { status: ProjectStatus | 'draft' | null; after: Keyset | null; limit: number },
): Promise<ProjectSummary[]> {
  const { status, after, limit } = page;
  const sources = [
    ...(status === null || status === 'draft' ? [draftsOf(actor, after, limit)] : []),
    ...(status === 'draft' ? [] : submittedOf(actor, status, after, limit)),
  ];
  if (sources.length === 0) return [];
  const { rows } = await sql<ProjectSummary>`
    with chosen as (
      select * from (${sql.join(sources, sql` union `)}) c order by since_at desc, project_id desc limit ${limit}
    )
    select c.project_id as "projectId", c.rulebook_id as "rulebookId", c.title, c.status, c.category, c.language,
      iso(c.since_at) as "sinceAt",
      coalesce(m.founders, '[]') as "founders", coalesce(m.countries, '[]') as "countries",
      case when c.status = 'draft' then '[]' else
        coalesce((select json_agg(json_build_object('kind', t.kind, 'nsoId', t.nso_id, 'schoolName', s.name,
                   'dueAt', iso(t.due_at), 'overdue', t.due_at <= records_clock()) order by t.due_at, t.task_id)
          from tasks t left join schools s using (school_id)
          where t.project_id = c.project_id and t.status = 'open'), '[]') end as "openTasks"
    from chosen c left join lateral (
      select json_agg(json_build_object('teacherId', m.teacher_id, 'displayName', u.display_name,
               'countryCode', s.country_code) order by u.display_name, m.teacher_id)
               filter (where m.role = 'founder') as founders,
        json_agg(distinct s.country_code) as countries
      from project_members m join schools s using (school_id) join teachers t using (teacher_id) join users u using (user_id)
      where m.project_id = c.project_id and m.left_at is null
    ) m on true
    order by c.since_at desc, c.project_id desc
  `.execute(db);
  return rows;
}

/** Drafts that the actor began or that name him or her. */
function draftsOf(actor: Actor, after: Keyset | null, limit: number): RawBuilder<unknown> {
  const named =
    actor.teacherId === null
      ? sql``
      : sql`or d.draft_id in (select m.project_id from project_members m where m.teacher_id = ${actor.teacherId}::uuid)`;
  return sql`(select d.project_id, d.rulebook_id, d.content->>'title' as title, 'draft' as status, null as category,
      d.content->>'language' as language, d.created_at as since_at
    from drafts d
    where d.kind = 'project' and d.submitted_at is null and (d.owner_id = ${actor.userId}::uuid ${named})
      and ${comesAfter(sql`d.created_at`, sql`d.project_id`, '<', after)}
    order by d.created_at desc, d.project_id desc limit ${limit})`;
}

/** What the actor sees of the submitted ones, one source for each of his or her parts in it. */
function submittedOf(
  actor: Actor,
  status: ProjectStatus | null,
  after: Keyset | null,
  limit: number,
): RawBuilder<unknown>[] {
  return visibleProjects(actor).map(
    (
      visible,
    ) => sql`(select p.project_id, p.rulebook_id, p.title, p.status, p.category, p.language, p.submitted_at as since_at
      from ${visible} and ${status === null ? sql`true` : sql`p.status = ${status}`}
        and ${comesAfter(sql`p.submitted_at`, sql`p.project_id`, '<', after)}
      order by p.submitted_at desc, p.project_id desc limit ${limit})`,
  );
}

function visibleProjects(actor: Actor): RawBuilder<unknown>[] {
  if (actor.seesAll) return [sql`projects p where true`];
  const memberships = [
    ...(actor.teacherId === null ? [] : [sql`m.teacher_id = ${actor.teacherId}::uuid`]),
    ...actor.headOfSchoolIds.map((schoolId) => sql`m.school_id = ${schoolId}::uuid`),
  ];
  return [
    ...memberships.map(
      (own) => sql`projects p where p.project_id in (
        select m.project_id from project_members m where ${own} and m.left_at is null)`,
    ),
    ...(actor.teacherId === null
      ? []
      : [
          sql`projects p where p.project_id in (
            select v.project_id from team_invitations v
            where v.teacher_id = ${actor.teacherId}::uuid and v.status in ('open', 'accepted'))`,
        ]),
    ...actor.nsoIds.map((nsoId) => sql`actor_nso_projects p where p.nso_id = ${nsoId}`),
  ];
}
