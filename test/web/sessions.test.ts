import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { appWithPages, Visitor } from './support/visitor.js';

let life: Lifecycle;
let app: FastifyInstance;
beforeAll(async () => {
  life = await openLifecycle('web-sessions');
  app = await appWithPages(life);
});
afterAll(async () => {
  await app.close();
  await life.close();
});

const TO_SIGN_IN = { status: 303, location: '/sign-in?returnTo=%2Ftasks' };

test('given a session, when 59 minutes pass between requests it goes on, when 60 pass it is over', async () => {
  const head = await Visitor.as(app, life, 'athensHead');
  const idle = (minutes: number) =>
    sql`update web_sessions set last_seen_at = clock_timestamp() - make_interval(mins => ${minutes})`.execute(
      life.owner,
    );

  await idle(59);
  expect((await head.get('/tasks')).status).toBe(200);
  await idle(60);
  expect(await head.get('/tasks')).toMatchObject(TO_SIGN_IN);
});

test('given a session that is used all the time, when 12 hours have passed, then it is over', async () => {
  const head = await Visitor.as(app, life, 'athensHead');
  const { rows } = await sql<{ hours: number }>`
    select extract(epoch from expires_at - created_at) / 3600 as hours from web_sessions order by created_at desc limit 1`.execute(
    life.owner,
  );
  expect(Number(rows[0]?.hours)).toBeCloseTo(12, 3);

  await sql`update web_sessions set expires_at = clock_timestamp()`.execute(life.owner);
  expect(await head.get('/tasks')).toMatchObject(TO_SIGN_IN);
});

test('given a person who is disabled, when his or her session comes again, then it opens nothing', async () => {
  const evaluator = await Visitor.as(app, life, 'italianEvaluator');
  expect((await evaluator.get('/tasks')).status).toBe(200);

  await sql`update users set disabled_at = clock_timestamp() where user_id = ${life.people.italianEvaluator.actor.userId}`.execute(
    life.owner,
  );

  expect(await evaluator.get('/tasks')).toMatchObject(TO_SIGN_IN);
});

test('given a session that ended while a form was written, when the form is sent, then nothing happens and its text is shown', async () => {
  const teacher = await Visitor.as(app, life, 'greekFounder');
  const form = await teacher.get('/projects/new');
  await sql`delete from web_sessions`.execute(life.owner);

  const answer = await teacher
    .from({ 'sec-fetch-site': 'same-origin' })
    .submit(form, '/projects/new', { title: 'Written for an hour' });

  expect(answer.status).toBe(403);
  expect(answer.html).toContain('Written for an hour');
  expect(await life.owner.selectFrom('drafts').select('draft_id').execute()).toHaveLength(0);
});

test('given the table of sessions, when it is read, then it holds no cookie, and the worker may not read it', async () => {
  const head = await Visitor.as(app, life, 'athensHead');
  const { rows } = await sql<{ row: string }>`select web_sessions::text as row from web_sessions`.execute(life.owner);

  const cookie = head.cookie('etwinning-session');
  expect(cookie.length).toBeGreaterThanOrEqual(43);
  const digests = rows.map(({ row }) => row).join();
  expect(digests).not.toContain(cookie);
  expect(digests).not.toContain(Buffer.from(cookie).toString('hex'));

  const asWorker = life.owner.transaction().execute(async (tx) => {
    await sql`set local role etwinning_worker`.execute(tx);
    await sql`select * from web_sessions`.execute(tx);
  });
  await expect(asWorker).rejects.toThrow(/permission denied/);
});
