import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { submitProject } from '../../usecases/submit-project.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { europeanProject } from '../support/programme.js';
import { appWithPages, hiddenFields, someKey, Visitor } from './support/visitor.js';

let life: Lifecycle;
let app: FastifyInstance;
beforeAll(async () => {
  life = await openLifecycle('web-pages');
  await life.startWorker();
  app = await appWithPages(life);
});
afterAll(async () => {
  await app.close();
  await life.close();
});

/** A submitted project, and the council's task. */
async function submitted(title = 'Rivers of Europe') {
  const founder = life.people.greekFounder.actor;
  const content = europeanProject(life, title);
  const { projectId } = await createProjectDraft(life.deps, founder, { content, rulebookId: life.rulebookId });
  await submitProject(life.deps, founder, someKey(), projectId);
  const task = await life.owner
    .selectFrom('tasks')
    .select('task_id')
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  return { projectId, taskId: task.task_id };
}

const COUNCIL = {
  outcome: 'approve',
  sessionOn: '2022-03-01',
  actNumber: '12/2022',
  'specialSession:boolean': 'yes',
  reason: '',
};

test('given a stranger, when any page is opened, then he or she is sent to sign in, and back afterwards', async () => {
  const stranger = new Visitor(app);

  for (const url of ['/', '/tasks', '/projects', '/label-applications', '/tasks?list=done']) {
    expect(await stranger.get(url)).toMatchObject({
      status: 303,
      location: `/sign-in?returnTo=${encodeURIComponent(url)}`,
    });
  }
});

test('R-1.4.a given the task of a school head, when the council act is sent without its number, then the form says so and keeps what was entered', async () => {
  const { taskId } = await submitted();
  const head = await Visitor.as(app, life, 'athensHead');
  const page = await head.get(`/tasks/${taskId}`);
  const action = `/tasks/${taskId}/decide`;

  const refused = await head.submit(page, action, { ...COUNCIL, actNumber: '', reason: 'Όλοι συμφώνησαν.' });

  expect(refused.status).toBe(422);
  expect(refused.html).toContain('href="#field-actNumber"');
  expect(refused.html).toContain('Όλοι συμφώνησαν.');
  expect(refused.html).toContain('value="2022-03-01"');

  const decided = await head.submit(refused, action, COUNCIL);
  expect(decided.status).toBe(200);
  expect(decided.html).toContain('Εγκρίθηκε');
});

test('given a decided task, when another evaluator decides otherwise, then the page names the first outcome', async () => {
  const { projectId, taskId } = await submitted();
  const head = await Visitor.as(app, life, 'athensHead');
  await head.submit(await head.get(`/tasks/${taskId}`), `/tasks/${taskId}/decide`, COUNCIL);
  const nso = await life.owner
    .selectFrom('tasks')
    .select('task_id')
    .where('project_id', '=', projectId)
    .where('nso_id', '=', 'GR')
    .where('kind', '=', 'nsoApproval')
    .executeTakeFirstOrThrow();
  const url = `/tasks/${nso.task_id}`;
  const [first, second] = [
    await Visitor.as(app, life, 'greekEvaluator'),
    await Visitor.as(app, life, 'otherGreekEvaluator'),
  ];
  const [firstPage, secondPage] = [await first.get(url), await second.get(url)];
  await first.submit(firstPage, `${url}/decide`, { outcome: 'approve', reason: '' });

  const late = await second.submit(secondPage, `${url}/decide`, { outcome: 'reject', reason: 'Όχι.' });

  expect(late.status).toBe(409);
  expect(late.html).toContain('<strong>Εγκρίθηκε</strong>');
  expect(late.html).toContain('greekEvaluator');
  expect(late.html).toMatch(/έχει ήδη ληφθεί: [^<]*2022[^<]*εγκρίθηκε/);
  expect(late.html).toContain('Όχι.');
});

test('given a title with markup, when pages show it, then it is text and nothing else', async () => {
  const { projectId, taskId } = await submitted('<script>alert(1)</script>');
  const founder = await Visitor.as(app, life, 'greekFounder');
  const head = await Visitor.as(app, life, 'athensHead');

  for (const page of [
    await founder.get(`/projects/${projectId}`),
    await founder.get('/projects'),
    await head.get(`/tasks/${taskId}`),
  ]) {
    expect(page.html).toContain('&lt;script>alert(1)&lt;/script>');
    expect(page.html).not.toContain('<script');
  }
});

test('given a project, when its founder opens it, then it says where it stands, who has it and what happened, in Greek and in English', async () => {
  const { projectId } = await submitted();
  const founder = await Visitor.as(app, life, 'greekFounder');

  const greek = await founder.get(`/projects/${projectId}`);
  const english = await founder.get((await founder.get(`/language/en?returnTo=/projects/${projectId}`)).location ?? '');

  expect(greek.html).toContain('<html lang="el">');
  expect(greek.html).toContain('Σύλλογο');
  expect(english.html).toContain('<html lang="en">');
  expect(english.html).toContain('submitted the project for approval');
  expect(english.html).toContain('School of athens');
});

test('given a form without the session’s token, or from another site, when it is sent, then nothing happens', async () => {
  const { projectId, taskId } = await submitted();
  const head = await Visitor.as(app, life, 'athensHead');
  const { formToken = '' } = hiddenFields((await head.get(`/tasks/${taskId}`)).html, `/tasks/${taskId}/decide`);
  const foreign = head.from({ origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' });
  const stranger = new Visitor(app);

  const answers = [
    await head.post(`/tasks/${taskId}/decide`, { ...COUNCIL, key: someKey() }),
    await head.post(`/tasks/${taskId}/decide`, { ...COUNCIL, key: someKey(), formToken: 'guessed' }),
    await foreign.post(`/tasks/${taskId}/decide`, { ...COUNCIL, key: someKey(), formToken }),
    await head
      .from({ origin: 'https://elsewhere.example' })
      .post(`/tasks/${taskId}/decide`, { ...COUNCIL, key: someKey(), formToken }),
    await stranger.post(`/tasks/${taskId}/decide`, { ...COUNCIL, key: someKey() }),
  ];

  for (const answer of answers) expect(answer.status).toBe(403);
  const project = await life.owner
    .selectFrom('projects')
    .select('status')
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  expect(project.status).toBe('council');
});

test('given every page that a head can open, when it is opened, then nothing in the records changes', async () => {
  const { projectId, taskId } = await submitted();
  const head = await Visitor.as(app, life, 'athensHead');
  const fingerprint = async () => {
    const { rows } =
      await sql`select (select count(*) from intake) as intake, (select count(*) from journal) as journal,
      (select count(*) from task_assignments) as claims, (select count(*) from drafts) as drafts`.execute(life.owner);
    return rows[0];
  };
  const before = await fingerprint();

  for (const url of [
    '/',
    '/tasks',
    `/tasks/${taskId}`,
    `/projects/${projectId}`,
    '/projects',
    `/tasks/${taskId}/claim`,
  ]) {
    await head.get(url);
  }

  expect(await fingerprint()).toEqual(before);
});

test('given a task of another country’s office, when an evaluator opens it, then there is nothing there', async () => {
  const { taskId } = await submitted();
  const italian = await Visitor.as(app, life, 'italianEvaluator');

  const page = await italian.get(`/tasks/${taskId}`);

  expect(page.status).toBe(404);
  expect(page.html).not.toContain('Rivers of Europe');
});

test('given a session that was signed out, when its cookie comes again, then it opens nothing', async () => {
  const head = await Visitor.as(app, life, 'athensHead');
  const home = await head.get('/');
  const session = (await life.owner.selectFrom('web_sessions').selectAll().execute()).length;

  await head.submit(home, '/auth/sign-out', {});

  expect(await head.get('/tasks')).toMatchObject({ status: 303 });
  expect((await life.owner.selectFrom('web_sessions').selectAll().execute()).length).toBe(session - 1);
});
