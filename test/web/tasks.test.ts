// The task lists, and who holds a task.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { type Actions, actionsOf } from '../support/actions.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { europeanProject } from '../support/programme.js';
import { appWithPages, Visitor } from './support/visitor.js';

let life: Lifecycle;
let actions: Actions;
let app: FastifyInstance;
beforeAll(async () => {
  life = await openLifecycle('web-tasks');
  actions = actionsOf(life);
  await life.startWorker();
  app = await appWithPages(life);
});
afterAll(async () => {
  await app.close();
  await life.close();
});

/** A task of the Greek NSO. */
async function nsoTask(title = 'Rivers of Europe') {
  const projectId = await actions.reachNsos({ content: europeanProject(life, title) });
  const { task_id: taskId } = await actions.task(projectId, 'nsoApproval', { nsoId: 'GR' });
  return { projectId, taskId, url: `/tasks/${taskId}` };
}

/** The row of the list that leads to the task. */
const rowOf = (html: string, url: string) => html.split('<tr').find((row) => row.includes(`href="${url}"`)) ?? '';

test('given a task of the group, when an evaluator claims it from the list and gives it back, then the lists follow', async () => {
  const { url } = await nsoTask();
  const evaluator = await Visitor.as(app, life, 'greekEvaluator');
  await evaluator.get('/language/en');
  const list = await evaluator.get('/tasks');
  expect(rowOf(list.html, url)).toMatch(/in \d+ days/);
  expect(rowOf(list.html, url)).toContain('Nobody has claimed it');

  const claimed = await evaluator.submit(list, `${url}/claim`, {});
  const mine = await evaluator.get('/tasks?list=mine');
  expect(claimed).toMatchObject({ status: 200, url });
  expect(rowOf(mine.html, url)).toContain('greekEvaluator');

  await evaluator.submit(mine, `${url}/release`, {});
  expect(rowOf((await evaluator.get('/tasks?list=mine')).html, url)).toBe('');
  expect(rowOf((await evaluator.get('/tasks')).html, url)).toContain(`action="${url}/claim"`);
});

test('given two evaluators on one task, when the second claims what the first has claimed, then its page says who has it and offers no decision', async () => {
  const { url } = await nsoTask();
  const [first, second] = [
    await Visitor.as(app, life, 'greekEvaluator'),
    await Visitor.as(app, life, 'otherGreekEvaluator'),
  ];
  const [firstPage, secondPage] = [await first.get(url), await second.get(url)];
  await first.submit(firstPage, `${url}/claim`, {});

  const late = await second.submit(secondPage, `${url}/claim`, {});

  expect(late.status).toBe(409);
  expect(late.html).toContain('greekEvaluator');
  expect(late.html).not.toContain(`action="${url}/decide"`);
  expect(late.html).not.toContain(`action="${url}/release"`);

  const decided = await second.submit(secondPage, `${url}/decide`, { outcome: 'reject', reason: 'Γραμμένο ήδη.' });
  expect(decided.status).toBe(409);
  expect(decided.html).toContain('Γραμμένο ήδη.');
});

test('given a task that an evaluator holds, when an administrator of its office opens it, then he or she can give it back, and not decide', async () => {
  const { url } = await nsoTask();
  const evaluator = await Visitor.as(app, life, 'greekEvaluator');
  await evaluator.submit(await evaluator.get(url), `${url}/claim`, {});
  const administrator = await Visitor.as(app, life, 'greekAdministrator');
  expect(rowOf((await administrator.get('/tasks')).html, url)).not.toContain('<form');

  const page = await administrator.get(url);
  const released = await administrator.submit(page, `${url}/release`, {});

  expect(page.html).not.toContain(`action="${url}/decide"`);
  expect(released).toMatchObject({ status: 200, url });
  expect(rowOf((await evaluator.get('/tasks?list=mine')).html, url)).toBe('');
});

test('given a task that is overdue and was escalated, when lists and pages show it, then both say so, and no days are left', async () => {
  const { taskId, url, projectId } = await nsoTask();
  await sql`update tasks set due_at = now() - interval '1 minute', escalated_at = now() where task_id = ${taskId}`.execute(
    life.owner,
  );
  const evaluator = await Visitor.as(app, life, 'greekEvaluator');
  await evaluator.get('/language/en');

  const places = [
    rowOf((await evaluator.get('/tasks')).html, url),
    rowOf((await evaluator.get('/')).html, url),
    (await evaluator.get(url)).html,
  ];

  for (const html of places) {
    expect(html).toContain('Overdue');
    expect(html).toContain('The administrators were told');
    expect(html.split('Overdue')[0]).not.toMatch(/, (today|tomorrow|in \d+ days)/);
  }
  expect((await evaluator.get(`/projects/${projectId}`)).html).toContain('Overdue');
});

test('given a task, when it is opened, then the story of its project stands on the page', async () => {
  const { url } = await nsoTask();
  const evaluator = await Visitor.as(app, life, 'greekEvaluator');
  await evaluator.get('/language/en');

  const { html } = await evaluator.get(url);

  const story = html.split('id="story-title"')[1] ?? '';
  expect(story).toContain('greekFounder submitted the project for approval.');
  expect(story).toContain('The Teachers’ Council of School of athens approved the project.');
  expect(story).toContain('R-1.4.a');
});

test('given a decision form, when it is sent with nothing chosen, as by Enter in a field, then nothing is decided and the form asks', async () => {
  const { url } = await nsoTask();
  const evaluator = await Visitor.as(app, life, 'greekEvaluator');

  const asked = await evaluator.submit(await evaluator.get(url), `${url}/decide`, { reason: 'Καλό έργο.' });

  expect(asked.status).toBe(422);
  expect(asked.html).toContain('href="#field-outcome"');
  expect(asked.html).toContain('Παρακαλούμε επιλέξτε');
  expect(asked.html).toContain('Καλό έργο.');

  const refused = await evaluator.submit(asked, `${url}/decide`, { outcome: 'reject', reason: ' ' });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('href="#field-reason"');
  expect(refused.html).toMatch(/value="reject" checked|checked value="reject"/);

  const decided = await evaluator.submit(refused, `${url}/decide`, { outcome: 'reject', reason: 'Λείπουν οι στόχοι.' });
  expect(decided.status).toBe(200);
  expect(rowOf((await evaluator.get('/tasks?list=done')).html, url)).toContain('Δεν εγκρίθηκε');
});

test('given more tasks than a page holds, when the next page is asked for, then it goes on where the first one ended', async () => {
  const wanted = 52;
  const titles = Array.from({ length: wanted }, (_, index) => `River ${index}`);
  await Promise.all(titles.map((title) => actions.submit({ content: europeanProject(life, title) })));
  const head = await Visitor.as(app, life, 'athensHead');
  const tasksOf = (html: string) =>
    [...html.matchAll(/<td data-label="Έργο"><a href="([^"]+)"/g)].map(([, url]) => url);

  const first = await head.get('/tasks');
  const more = /href="(\/tasks\?list=group&amp;cursor=[^"]+)"/.exec(first.html)?.[1] ?? '';
  const second = await head.get(more.replaceAll('&amp;', '&'));

  const [firstTasks, secondTasks] = [tasksOf(first.html), tasksOf(second.html)];
  expect(firstTasks).toHaveLength(50);
  expect(secondTasks.length).toBeGreaterThanOrEqual(wanted - 50);
  expect(new Set([...firstTasks, ...secondTasks]).size).toBe(firstTasks.length + secondTasks.length);
  expect(second.html).not.toContain('cursor=');
  expect((await head.get('/tasks?cursor=nonsense')).status).toBe(422);
}, 60_000);
