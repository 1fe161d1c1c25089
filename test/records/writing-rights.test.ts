import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import type { Actor } from '../../domain/permissions.js';
import { withActor } from '../../records/actor.js';
import type { Tables } from '../../records/tables.js';
import { openRecordsOnly, type RecordsOnly } from '../support/records-only.js';
import { type OneOfEach, seedOneOfEach } from './support/one-of-each.js';

let place: RecordsOnly;
let greek: OneOfEach;
beforeAll(async () => {
  place = await openRecordsOnly('writing_rights');
  greek = await seedOneOfEach(place, {
    applicant: 'greekFounder',
    colleague: 'greekPartner',
    nsoId: 'GR',
    evaluatorId: place.people.greekEvaluator.actor.userId,
  });
});
afterAll(() => place?.close());

async function allTables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%'`.execute(place.owner);
  return rows.map((row) => row.name);
}

describe('which rows each role writes', () => {
  const WRITES: Record<string, Partial<Record<string, string[]>>> = {
    etwinning_api: {
      rulebooks: ['INSERT'],
      periods: ['INSERT'],
      publications: ['INSERT'],
      registrations: ['INSERT'],
      intake: ['INSERT'],
      label_looks: ['INSERT', 'DELETE'],
      drafts: ['INSERT'],
      project_members: ['INSERT', 'DELETE'],
      task_assignments: ['INSERT', 'DELETE'],
      web_sessions: ['INSERT', 'UPDATE', 'DELETE'],
      schools: ['INSERT'],
      users: ['INSERT'],
      teachers: ['INSERT'],
      teacher_schools: ['INSERT'],
      user_roles: ['INSERT'],
    },
    etwinning_worker: {
      projects: ['INSERT', 'UPDATE'],
      label_applications: ['INSERT', 'UPDATE'],
      tasks: ['INSERT', 'UPDATE'],
      outbox: ['INSERT', 'UPDATE'],
      evaluation_periods: ['INSERT', 'UPDATE'],
      period_steps: ['INSERT'],
      period_results: ['INSERT'],
      task_allocations: ['INSERT'],
      project_nsos: ['INSERT'],
      project_versions: ['INSERT'],
      project_members: ['INSERT', 'UPDATE'],
      team_invitations: ['INSERT', 'UPDATE'],
      label_application_versions: ['INSERT'],
      decisions: ['INSERT'],
      labels: ['INSERT'],
      steps: ['INSERT'],
      journal: ['INSERT'],
      task_assignments: ['INSERT'],
      label_slots: ['INSERT', 'DELETE'],
      pupil_slots: ['INSERT', 'DELETE'],
    },
    etwinning_auditor: {},
  };

  test.each(Object.keys(WRITES))('%s writes whole rows of these tables and no others', async (role) => {
    const { rows } = await sql<{ name: string; privilege: string }>`
      select c.relname as name, p.privilege from pg_class c,
        unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) as p (privilege)
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
        and has_table_privilege(${role}, c.oid, p.privilege)`.execute(place.owner);
    const granted: Record<string, string[]> = {};
    for (const { name, privilege } of rows) granted[name] = [...(granted[name] ?? []), privilege];

    expect(granted).toEqual(WRITES[role]);
  });

  test('of single columns the api changes a draft’s text, a member’s part, a command’s settlement, what imports correct, what is published and what a teacher declares', async () => {
    const { rows } = await sql<{ column: string }>`
      select a.attrelid::regclass || '.' || a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and c.relname <> 'web_sessions'
        and has_column_privilege('etwinning_api', c.oid, a.attnum, 'UPDATE') order by 1`.execute(place.owner);

    expect(rows.map((row) => row.column)).toEqual([
      'drafts.content',
      'drafts.saved_by',
      'drafts.updated_at',
      'drafts.version',
      'intake.resent_at',
      'intake.settled_at',
      'intake.settlement',
      'periods.closes_at',
      'periods.evaluation_closes_at',
      'periods.evaluation_opens_at',
      'periods.rules',
      'project_members.role',
      'project_members.role_text',
      'project_members.school_id',
      'publications.closed_at',
      'publications.closed_by',
      'publications.status',
      'registrations.conduct_accepted_at',
      'registrations.looks_for_partners',
      'registrations.signed_in_at',
      'registrations.topics',
      'schools.external_id',
      'schools.ministry_code',
      'schools.name',
      'teachers.mother_tongues',
      'teachers.understands',
      'users.display_name',
      'users.email',
      'users.language',
    ]);
  });

  test('the api is turned away from every table that only steps write', async () => {
    const owned = (await allTables()).filter(
      (table) => WRITES.etwinning_worker?.[table] && !WRITES.etwinning_api?.[table],
    );
    expect(owned).toHaveLength(18);
    for (const table of owned) {
      const attempts = [
        sql`delete from ${sql.table(table)}`,
        sql`insert into ${sql.table(table)} select * from ${sql.table(table)}`,
        sql`update ${sql.table(table)} set cause = 'mine'`,
      ];
      for (const attempt of table === 'project_nsos' ? attempts.slice(0, 2) : attempts) {
        const { actor } = place.people.systemAdministrator;
        await expect(withActor(place.deps.records, actor, (tx) => attempt.execute(tx))).rejects.toThrow(
          `permission denied for table ${table}`,
        );
      }
    }
  });

  test('nobody begins a draft, claims a task or sends a command in another’s name', async () => {
    const { actor } = place.people.greekEvaluator;
    const other = place.people.otherGreekEvaluator.actor.userId;
    const taskId = greek.rows.find((row) => row.table === 'tasks')?.key ?? '';
    const ours = (work: (tx: Kysely<Tables>) => Promise<unknown>) => withActor(place.deps.records, actor, work);
    const denied = 'violates row-level security policy';

    await expect(
      ours((tx) =>
        sql`insert into drafts (draft_id, kind, project_id, owner_id, rulebook_id, content)
        values (gen_random_uuid(), 'project', gen_random_uuid(), ${other}, ${place.rulebookId}, '{}')`.execute(tx),
      ),
    ).rejects.toThrow(denied);
    await expect(
      ours(async (tx) => {
        await sql`delete from task_assignments where task_id = ${taskId}`.execute(tx);
        await sql`insert into task_assignments (task_id, assignee_id) values (${taskId}, ${other})`.execute(tx);
      }),
    ).rejects.toThrow(denied);
    await expect(
      ours((tx) =>
        sql`insert into intake (command_id, actor_id, idempotency_key, body_hash, kind, subject_kind, project_id,
          subject_id, content, received_at)
        values (gen_random_uuid(), ${other}, 'k', '', 'decide', 'project', ${greek.projectId}, ${greek.projectId}, '{}', now())`.execute(
          tx,
        ),
      ),
    ).rejects.toThrow(denied);
  });

  test('nobody but who answers for the programme publishes a rulebook', async () => {
    const publish = (actor: Actor) =>
      withActor(place.deps.records, actor, (tx) =>
        sql`insert into rulebooks (rulebook_id, source_id, kind, content) values ('x', 'x', 'programme', '{}')`.execute(
          tx,
        ),
      );

    await expect(publish(place.people.greekAdministrator.actor)).rejects.toThrow('violates row-level security policy');
  });

  test('another’s claim is given back by the NSO’s administrator, and by no colleague', async () => {
    const taskId = greek.rows.find((row) => row.table === 'tasks')?.key ?? '';
    const remove = (actor: Actor) =>
      withActor(place.deps.records, actor, async (tx) => {
        const { numAffectedRows } = await sql`delete from task_assignments where task_id = ${taskId}`.execute(tx);
        return numAffectedRows;
      });

    expect(await remove(place.people.otherGreekEvaluator.actor)).toBe(0n);
    expect(await remove(place.people.frenchAdministrator.actor)).toBe(0n);
    expect(await remove(place.people.greekAdministrator.actor)).toBe(1n);
  });
});

describe('what is kept for good', () => {
  test.each(['journal', 'decisions', 'steps', 'label_application_versions'] as const)(
    'no role of the product changes or removes a row of %s',
    async (table) => {
      for (const role of [place.worker, place.auditor, place.deps.records]) {
        const change = sql`update ${sql.table(table)} set cause = 'mine'`.execute(role);
        await expect(change).rejects.toThrow(`permission denied for table ${table}`);
        const removal = sql`delete from ${sql.table(table)}`.execute(role);
        await expect(removal).rejects.toThrow(`permission denied for table ${table}`);
      }
    },
  );
});
