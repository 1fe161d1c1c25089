// How the evaluation of a period goes, as its NSO's people see it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { seedApplication, seedProject } from '../support/seed.js';
import { appWithPages, Visitor } from './support/visitor.js';

let life: Lifecycle;
let app: FastifyInstance;
beforeAll(async () => {
  life = await openLifecycle('web-periods');
  app = await appWithPages(life);
  const projectId = await seedProject(life, { members: ['greekFounder', 'greekPartner'], nsoIds: ['GR'] });
  const applicationId = await seedApplication(life, { projectId, applicant: 'greekFounder', nsoId: 'GR' });
  await life.owner
    .updateTable('label_applications')
    .set({ period_id: `${life.rulebookId}/2022` })
    .where('application_id', '=', applicationId)
    .execute();
});
afterAll(async () => {
  await app.close();
  await life.close();
});

test('given an NSO’s administrator, when the task list is opened, then it leads to how the evaluation goes at the own NSO', async () => {
  const administrator = await Visitor.as(app, life, 'greekAdministrator');
  await administrator.get('/language/en');
  expect((await administrator.get('/tasks')).html).toContain('href="/periods"');

  const { status, html } = await administrator.get('/periods');

  expect(status).toBe(200);
  expect(html).toContain('Evaluation period 2022');
  expect(html).toContain('National Support Organisation: Greece');
  expect(html).toContain('Open for applications');
  expect(html).toMatch(/<td data-label="Applications">1<\/td>/);
  expect(html).not.toContain('National Support Organisation: France');
});

test('given a teacher, when the page is opened, then it is refused, and no list leads to it', async () => {
  const teacher = await Visitor.as(app, life, 'greekFounder');

  expect((await teacher.get('/periods')).status).toBe(403);
  expect((await teacher.get('/tasks')).html).not.toContain('href="/periods"');
});
