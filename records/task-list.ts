// Task lists: what a person works on, what his or her groups have to do, what he or she decided.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Actor } from '../domain/permissions.js';
import type { Instant, Role } from '../domain/vocabulary.js';
import { comesAfter, type Keyset } from './keyset.js';
import type { Tables } from './tables.js';
import { SUMMARY_COLUMNS, SUMMARY_JOINS, type TaskSummary } from './task-summary.js';

export type TaskListName = 'mine' | 'group' | 'done';

interface ListPage {
  list: TaskListName;
  after: Keyset | null;
  /** How many rows at most: ask for one more than is shown, to know whether there are more. */
  limit: number;
}

/**
 * One page of a task list, each task with the instant that it is sorted by: the due date, earliest first; or for what is
 * done the decision, latest first. Tasks of projects in which the actor is a party are left out, but for the council of
 * his or her own school.
 */
export async function selectTasks(
  db: Kysely<Tables>,
  actor: Actor,
  page: ListPage,
): Promise<(TaskSummary & { sortedAt: Instant })[]> {
  const sources = sourcesOf(actor, page);
  if (sources.length === 0) return [];
  const direction = sql.raw(page.list === 'done' ? 'desc' : 'asc');
  const { rows } = await sql<TaskSummary & { sortedAt: Instant }>`
    with chosen as (
      select * from (${sql.join(sources, sql` union `)}) c
      order by sorted_at ${direction}, task_id ${direction} limit ${page.limit}
    )
    select ${SUMMARY_COLUMNS}, iso(c.sorted_at) as "sortedAt"
    from chosen c join tasks t on t.task_id = c.task_id ${SUMMARY_JOINS}
    order by c.sorted_at ${direction}, c.task_id ${direction}
  `.execute(db);
  return rows;
}

/**
 * Each source is one walk along an index, cut off at the page's end: nothing else is sorted. So a group is one NSO or one
 * school; several at once would have to be sorted whole.
 */
function sourcesOf(actor: Actor, page: ListPage): RawBuilder<unknown>[] {
  switch (page.list) {
    case 'mine':
      return [
        openTasks(
          page,
          ANY_TASK,
          sql`t.task_id in (select a.task_id from task_assignments a where a.assignee_id = ${actor.userId}::uuid)
            and ${notOwnCase(actor)}`,
        ),
      ];
    case 'group':
      return groupsOf(actor, page);
    case 'done':
      return [
        sql`(select d.task_id, d.decided_at as sorted_at from decisions d join tasks t using (task_id)
          where d.decided_by = ${actor.userId}::uuid and ${notOwnCase(actor)}
            and ${comesAfter(sql`d.decided_at`, sql`d.task_id`, '<', page.after)}
          order by d.decided_at desc, d.task_id desc limit ${page.limit})`,
      ];
  }
}

/** A revision is its founders' own work: they find it on the project's page. */
const ANY_TASK = sql`tasks t where t.status = 'open' and t.kind <> 'revision'`;
/** An NSO's own open tasks, thousands at a deadline: the policies would look at each by itself. */
const NSO_TASK = sql`actor_nso_tasks t where true`;

function openTasks(page: ListPage, from: RawBuilder<unknown>, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select t.task_id, t.due_at as sorted_at from ${from}
      and ${condition} and ${comesAfter(sql`t.due_at`, sql`t.task_id`, '>', page.after)}
    order by t.due_at, t.task_id limit ${page.limit})`;
}

/**
 * Heads answer for their schools' councils, evaluators decide for their NSOs, administrators look after all of theirs, and
 * the CSS's officers record what NSOs without users here decided.
 */
function groupsOf(actor: Actor, page: ListPage): RawBuilder<unknown>[] {
  const ofNso = (nsoId: string, condition: RawBuilder<unknown>) =>
    openTasks(page, NSO_TASK, sql`t.nso_id = ${nsoId} and ${condition} and ${notOwnCase(actor)}`);
  return [
    ...actor.headOfSchoolIds.map((schoolId) => openTasks(page, ANY_TASK, sql`t.school_id = ${schoolId}::uuid`)),
    ...nsosAs(actor, 'evaluator').map((nsoId) => ofNso(nsoId, sql`t.kind <> 'councilApproval'`)),
    ...nsosAs(actor, 'nsoAdministrator').map((nsoId) => ofNso(nsoId, sql`true`)),
    ...(actor.grants.some(({ role }) => role === 'cssOfficer')
      ? [
          openTasks(
            page,
            ANY_TASK,
            sql`t.kind = 'nsoApproval' and not nso_has_evaluators(t.nso_id) and ${notOwnCase(actor)}`,
          ),
        ]
      : []),
  ];
}

function nsosAs(actor: Actor, role: Role): string[] {
  return actor.grants.flatMap((grant) => (grant.role === role && grant.nsoId !== null ? [grant.nsoId] : []));
}

function notOwnCase(actor: Actor): RawBuilder<unknown> {
  const { teacherId, headOfSchoolIds } = actor;
  const schools = sql`${headOfSchoolIds}::uuid[]`;
  if (teacherId === null && headOfSchoolIds.length === 0) return sql`true`;
  return sql`((t.kind = 'councilApproval' and t.school_id = any (${schools})) or t.project_id not in (
    select m.project_id from project_members m where m.teacher_id = ${teacherId}::uuid and m.left_at is null
    union all
    select m.project_id from project_members m where m.school_id = any (${schools}) and m.left_at is null))`;
}
