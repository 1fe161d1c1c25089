// R-2.e over the whole way: slots are taken at the submission, moved by a resubmission, and given back when a project comes to nothing.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { submitProject } from '../../usecases/submit-project.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { COUNCIL_REJECTS, REJECT } from '../support/contents.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { problemOf } from '../support/problem-of.js';
import { projectOfPupils } from '../support/pupils.js';

let life: Lifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openLifecycle('pupil-slots');
  actions = actionsOf(life);
  await life.startWorker();
});
afterAll(() => life?.close());

const submit = (...codes: string[]) => actions.submit({ content: projectOfPupils(life, codes) });

const submitDraft = (projectId: string) =>
  submitProject(life.deps, life.people.greekFounder.actor, randomUUID(), projectId);

async function codesOf(projectId: string): Promise<string[]> {
  const rows = await life.owner
    .selectFrom('pupil_slots')
    .select('pupil_code')
    .where('project_id', '=', projectId)
    .orderBy('pupil_code')
    .execute();
  return rows.map((row) => row.pupil_code);
}

test('R-2.e given a pupil with two projects outside the timetable, when a third is submitted, then it is refused; withdrawn, one makes room', async () => {
  const first = await submit('C1-01', 'C1-02');
  await submit('C1-02', 'C1-03');
  const third = await actions.draft({ content: projectOfPupils(life, ['C1-01', 'C1-02']) });

  const { athens: schoolId } = life.schools;
  expect(await problemOf(submitDraft(third))).toEqual({
    code: 'pupilProjectsFull',
    rule: 'R-2.e',
    values: { schoolId, pupils: 1, lines: '2', maximum: 2 },
  });
  expect(await codesOf(third)).toEqual([]);

  await actions.withdraw('greekFounder', first);
  expect(await codesOf(first)).toEqual([]);
  await submitDraft(third);
  expect(await codesOf(third)).toEqual(['C1-01', 'C1-02']);
});

test('R-2.e given a project that an NSO rejects, when it is decided, then its pupils are free for others', async () => {
  const projectId = await actions.reachNsos({ content: projectOfPupils(life, ['C2-01']) });
  expect(await codesOf(projectId)).toEqual(['C2-01']);

  await actions.answer('greekEvaluator', projectId, 'nsoApproval', 'GR', REJECT);

  expect(await codesOf(projectId)).toEqual([]);
});

test('R-2.e given a project that its council rejected, when it is resubmitted with other pupils, then who left is free and who joined is counted', async () => {
  const projectId = await submit('C3-01', 'C3-02');
  await actions.answer('athensHead', projectId, 'councilApproval', 'GR', COUNCIL_REJECTS);

  await actions.resubmit('greekFounder', projectId, projectOfPupils(life, ['C3-02', 'C3-03']));
  expect(await codesOf(projectId)).toEqual(['C3-02', 'C3-03']);

  await actions.answer('athensHead', projectId, 'councilApproval', 'GR', COUNCIL_REJECTS);
  const { pupilsGroups: _none, ...without } = projectOfPupils(life, ['C3-02']);
  await actions.resubmit('greekFounder', projectId, without);
  expect(await codesOf(projectId)).toEqual([]);
});
