// No worker runs: what people send is taken in, and the pages say so.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { europeanProject } from '../support/programme.js';
import { until } from '../support/until.js';
import { appWithPages, Visitor } from './support/visitor.js';

let life: Lifecycle;
let app: FastifyInstance;
beforeAll(async () => {
  life = await openLifecycle('web-pending');
  app = await appWithPages(life);
});
afterAll(async () => {
  await app.close();
  await life.close();
});

test('given that no worker answers, when a project is submitted, then its page says that it is on its way, and shows it once one does', async () => {
  const content = europeanProject(life);
  const { actor } = life.people.greekFounder;
  const { projectId } = await createProjectDraft(life.deps, actor, { content, rulebookId: life.rulebookId });
  const founder = await Visitor.as(app, life, 'greekFounder');
  const edit = `/projects/${projectId}/edit`;
  const {
    founders: _founders,
    partners: _partners,
    pupils: _pupils,
    embedding: _embedding,
    pupilsGroups: _groups,
    ...texts
  } = content;
  const members = Object.fromEntries(
    content.founders.flatMap(({ teacherId, schoolId, roleText }, index) => [
      [`founders.${index}.member`, `${teacherId}/${schoolId}`],
      [`founders.${index}.roleText`, roleText],
    ]),
  );

  const waiting = await founder.submit(await founder.get(edit), edit, { ...texts, ...members, intent: 'submit' });

  expect(waiting.status).toBe(200);
  expect(waiting.html).toContain('καταχωρίζεται');
  await life.startWorker();
  const shown = await until('the project is there', async () => {
    const page = await founder.get(waiting.url);
    return page.html.includes('School of athens') && page;
  });
  expect(shown.html).not.toContain('Εκτελείται');
}, 60_000);
