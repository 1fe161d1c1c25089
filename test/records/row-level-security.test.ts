import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import type { Actor } from '../../domain/permissions.js';
import { withActor } from '../../records/actor.js';
import type { Tables } from '../../records/tables.js';
import { openRecordsOnly, type RecordsOnly } from '../support/records-only.js';
import { seedTask } from '../support/seed.js';
import { type Level, type OneOfEach, type SeededRow, seedOneOfEach } from './support/one-of-each.js';

let place: RecordsOnly;
let greek: OneOfEach;
let french: OneOfEach;
beforeAll(async () => {
  place = await openRecordsOnly('row_level_security');
  const { people } = place;
  greek = await seedOneOfEach(place, {
    applicant: 'greekFounder',
    colleague: 'greekPartner',
    nsoId: 'GR',
    evaluatorId: people.greekEvaluator.actor.userId,
  });
  french = await seedOneOfEach(place, {
    applicant: 'frenchFounder',
    colleague: 'frenchTeacherEvaluator',
    nsoId: 'FR',
    evaluatorId: people.frenchEvaluator.actor.userId,
  });
});
afterAll(() => place?.close());

/** Which of the seeded rows a role, or an actor of the api, sees. */
async function seen(db: Kysely<Tables>, rows: SeededRow[]): Promise<SeededRow[]> {
  const found: SeededRow[] = [];
  for (const row of rows) {
    const { rows: hits } =
      await sql`select from ${sql.table(row.table)} where ${sql.ref(row.column)} = ${row.key}`.execute(db);
    if (hits.length > 0) found.push(row);
  }
  return found;
}

const seenBy = (actor: Actor, rows: SeededRow[]) => withActor(place.deps.records, actor, (tx) => seen(tx, rows));

const ofLevels = (rows: SeededRow[], ...levels: Level[]) => rows.filter((row) => levels.includes(row.level));

describe('what protects the tables', () => {
  test('every table has row-level security, and policies of its own', async () => {
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%'
        and (not c.relrowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid))`.execute(
      place.owner,
    );

    expect(rows).toEqual([]);
  });

  test('this file seeds every table that has to do with a project', async () => {
    const { rows } = await sql<{ name: string }>`
      select distinct table_name as name from information_schema.columns
      where table_schema = 'public' and column_name in ('project_id', 'application_id', 'task_id')
        and table_name in (select relname from pg_class where relkind = 'r')`.execute(place.owner);

    expect(new Set(greek.rows.map((row) => row.table))).toEqual(new Set(rows.map((row) => row.name)));
  });

  test('no role of the product owns a table, is a superuser, or may pass by the policies', async () => {
    const { rows } = await sql`
      select rolname from pg_roles where rolname like 'etwinning_%' and (rolsuper or rolbypassrls)
      union all select r.rolname from pg_class c join pg_roles r on r.oid = c.relowner
      where c.relnamespace = 'public'::regnamespace and r.rolname like 'etwinning_%'`.execute(place.owner);

    expect(rows).toEqual([]);
  });
});

describe('which rows the api shows', () => {
  test('none of any project without an actor', async () => {
    expect(await seen(place.deps.records, [...greek.rows, ...french.rows])).toEqual([]);
  });

  test('R-1.2.b.3: none of any project to a person who has no part in one', async () => {
    expect(await seenBy(place.people.italianTeacher.actor, [...greek.rows, ...french.rows])).toEqual([]);
  });

  test.each([
    ['greekEvaluator', () => greek, () => french],
    ['greekAdministrator', () => greek, () => french],
    ['frenchEvaluator', () => french, () => greek],
    ['frenchAdministrator', () => french, () => greek],
  ] as const)(
    '%s: all of the own NSO but what is for one person alone, nothing of the other',
    async (name, own, other) => {
      const { actor } = place.people[name];

      expect(await seenBy(actor, own().rows)).toEqual(ofLevels(own().rows, 'project', 'label'));
      expect(await seenBy(actor, other().rows)).toEqual([]);
    },
  );

  test('an applicant: all of the project and of the application, but not how it is being scored', async () => {
    const visible = greek.rows.filter((row) => !(row.table === 'intake' && row.level === 'label'));

    expect(await seenBy(place.people.greekFounder.actor, greek.rows)).toEqual(visible);
    expect(await seenBy(place.people.greekFounder.actor, french.rows)).toEqual([]);
  });

  test('an invited teacher: all of the project while the invitation is pending, nothing before or after', async () => {
    const { actor } = place.people.italianTeacher;
    const invitation = place.owner.updateTable('team_invitations').where('project_id', '=', greek.projectId);
    for (const status of ['open', 'accepted'] as const) {
      await invitation.set({ status, closed_at: null }).execute();
      expect(await seenBy(actor, greek.rows)).toEqual(ofLevels(greek.rows, 'project'));
    }
    await invitation.set({ status: 'declined', closed_at: new Date() }).execute();
    expect(await seenBy(actor, greek.rows)).toEqual([]);
  });

  test('R-1.4.a the head of a school whose council was asked: all of the project, though nobody of the school takes part', async () => {
    const { athens, rome } = place.schools;
    const head: Actor = { ...place.people.athensHead.actor, headOfSchoolIds: [rome] };
    expect(await seenBy(head, french.rows)).toEqual([]);
    const asked = { projectId: french.projectId, kind: 'councilApproval', nsoId: 'FR', schoolId: rome } as const;
    const taskId = await seedTask(place, asked);

    expect(await seenBy(head, french.rows)).toEqual(ofLevels(french.rows, 'project'));
    expect(await seenBy({ ...head, headOfSchoolIds: [athens] }, french.rows)).toEqual([]);
    await place.owner.deleteFrom('tasks').where('task_id', '=', taskId).execute();
  });

  test.each(['greekPartner', 'athensHead', 'patrasHead'] as const)(
    '%s, beside the applicant: all of the project, nothing of the application',
    async (name) => {
      expect(await seenBy(place.people[name].actor, greek.rows)).toEqual(ofLevels(greek.rows, 'project'));
      expect(await seenBy(place.people[name].actor, french.rows)).toEqual([]);
    },
  );

  test.each(['cssOfficer', 'systemAdministrator'] as const)(
    '%s: every row but other people’s label drafts',
    async (name) => {
      const all = [...greek.rows, ...french.rows];
      const visible = all.filter((row) => !(row.table === 'drafts' && row.level === 'own'));

      expect(await seenBy(place.people[name].actor, all)).toEqual(visible);
    },
  );

  test('no more to the next one on the same connection: what an actor sees ends with the transaction', async () => {
    const one = await place.deps.records.connection().execute(async (connection) => {
      await sql`begin`.execute(connection);
      await sql`select set_config('app.sees_all', 'on', true)`.execute(connection);
      const within = await seen(connection, greek.rows);
      await sql`commit`.execute(connection);
      return { within, after: await seen(connection, greek.rows) };
    });

    expect(one.within.length).toBeGreaterThan(0);
    expect(one.after).toEqual([]);
  });

  test('of evaluation periods the own NSO’s, and all to those who answer for the programme', async () => {
    const periods = place.owner.selectFrom('periods').select('period_id').orderBy('position');
    const { period_id } = await periods.executeTakeFirstOrThrow();
    const now = new Date();
    for (const nso_id of ['GR', 'FR']) {
      const key = { nso_id, period_id, cause: 'seed' };
      const { owner } = place;
      await owner
        .insertInto('evaluation_periods')
        .values({ ...key, status: 'published', updated_at: now })
        .execute();
      await owner
        .insertInto('period_steps')
        .values({ ...key, seq: 1, answer: '{}', recorded_at: now })
        .execute();
      const none = { received: 0, awarded: 0, refused: 0, published_at: now };
      await owner
        .insertInto('period_results')
        .values({ ...key, ...none })
        .execute();
    }
    for (const table of ['evaluation_periods', 'period_steps', 'period_results']) {
      const nsosSeenBy = (actor: Actor) =>
        withActor(place.deps.records, actor, async (tx) => {
          const { rows } = await sql<{ id: string }>`select nso_id as id from ${sql.table(table)} order by 1`.execute(
            tx,
          );
          return rows.map(({ id }) => id);
        });
      expect(await nsosSeenBy(place.people.greekEvaluator.actor)).toEqual(['GR']);
      expect(await nsosSeenBy(place.people.frenchAdministrator.actor)).toEqual(['FR']);
      expect(await nsosSeenBy(place.people.greekFounder.actor)).toEqual([]);
      expect(await nsosSeenBy(place.people.cssOfficer.actor)).toEqual(['FR', 'GR']);
    }
  });

  test('to the auditor and the worker every row', async () => {
    const all = [...greek.rows, ...french.rows];

    expect(await seen(place.auditor, all)).toEqual(all);
    expect(await seen(place.worker, all)).toEqual(all);
  });

  test('in the views of lists nothing but the NSO’s own', async () => {
    const idsIn = (view: string, actor: Actor) =>
      withActor(place.deps.records, actor, async (tx) => {
        const { rows } = await sql<{ id: string }>`select distinct project_id as id from ${sql.table(view)}`.execute(
          tx,
        );
        return rows.map((row) => row.id);
      });
    for (const view of ['actor_nso_projects', 'actor_nso_tasks']) {
      expect(await idsIn(view, place.people.greekEvaluator.actor)).toEqual([greek.projectId]);
      expect(await idsIn(view, place.people.greekFounder.actor)).toEqual([]);
    }
  });
});
