import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createProjectDraft } from '../../../usecases/create-project-draft.js';
import { type Lifecycle, openLifecycle } from '../../support/lifecycle.js';
import { projectOfPupils } from '../../support/pupils.js';
import { receive } from '../../support/receipts.js';
import { stepsOf } from '../../support/step-by-step.js';
import { until } from '../../support/until.js';

let life: Lifecycle;
beforeAll(async () => {
  life = await openLifecycle('pupil_slots');
});
afterAll(() => life?.close());

test('R-2.e given four projects of the same pupils, when their submissions are decided at once, then two have a slot for each pupil and two are refused', async () => {
  const { projectStep } = stepsOf(life);
  const { actor } = life.people.greekFounder;
  const submitted = await Promise.all(
    [
      ['B1-01', 'B1-02'],
      ['B1-02', 'B1-01'],
      ['B1-01', 'B1-02'],
      ['B1-02', 'B1-01'],
    ].map(async (codes) => {
      const content = projectOfPupils(life, codes);
      const { projectId } = await createProjectDraft(life.deps, actor, { content, rulebookId: life.rulebookId });
      const submission = { content, category: 'european' };
      const { command } = await receive(life, actor, {
        kind: 'submit',
        subject: 'project',
        projectId,
        content: submission,
      });
      return { projectId, command };
    }),
  );

  // Two that take the same slot collide; a workflow tries again with the same cause, and so does this test.
  const decided = await Promise.all(
    submitted.map(({ projectId, command }) =>
      until('the submission is decided', () => projectStep(projectId, command).catch(() => null)),
    ),
  );

  const answers = decided.map(({ answer }) =>
    answer.kind === 'refused' ? `${answer.rule} ${answer.code}` : answer.kind,
  );
  expect(answers.sort()).toEqual(['R-2.e pupilProjectsFull', 'R-2.e pupilProjectsFull', 'applied', 'applied']);
  const slots = await life.owner
    .selectFrom('pupil_slots')
    .select(['pupil_code', 'slot'])
    .orderBy('pupil_code')
    .orderBy('slot')
    .execute();
  expect(slots.map(({ pupil_code: code, slot }) => `${code} ${slot}`)).toEqual([
    'B1-01 1',
    'B1-01 2',
    'B1-02 1',
    'B1-02 2',
  ]);
});
