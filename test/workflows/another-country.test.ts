// A year under another country's rulebook, which is data alone: who is asked, by when, and until when applications count.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, actorOf, type RoleGrant } from '../../domain/permissions.js';
import type { ProjectContent } from '../../domain/project-content.js';
import { registerPeople, registerSchools } from '../../records/registry.js';
import { publishRulebook } from '../../records/rulebooks.js';
import { loadRulebook } from '../../rulebooks/load.js';
import { applyForLabel } from '../../usecases/apply-for-label.js';
import { completeProject } from '../../usecases/complete-project.js';
import { createLabelDraft } from '../../usecases/create-label-draft.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { decideTask } from '../../usecases/decide-task.js';
import { readRulebook } from '../../usecases/read-rulebook.js';
import { submitProject } from '../../usecases/submit-project.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { APPROVE, application } from '../support/contents.js';
import { europeanProject } from '../support/programme.js';
import { openSkippingLifecycle, type SkippingLifecycle } from '../support/skipping-lifecycle.js';

const DAY_MS = 86_400_000;
const schoolId = uuidv7();
const cyprus = await loadRulebook('cy-2021-2022');

let life: SkippingLifecycle;
let actions: Actions;
let teacher: Actor;
let evaluator: Actor;
beforeAll(async () => {
  life = await openSkippingLifecycle('another_country');
  actions = actionsOf(life);
  const school = { schoolId, name: 'School of Nicosia', countryCode: 'CY', nsoId: 'CY', ministryCode: null };
  await registerSchools(life.owner, [school]);
  teacher = await register('teacher', { role: 'teacher', nsoId: null, schoolId: null });
  evaluator = await register('evaluator', { role: 'evaluator', nsoId: 'CY', schoolId: null });
  await life.startWorker();
}, 60_000);
afterAll(() => life?.close());

async function register(name: string, grant: RoleGrant): Promise<Actor> {
  const userId = uuidv7();
  const teacherId = name === 'teacher' ? uuidv7() : null;
  const person = { userId, issuer: 'https://test.example', subject: userId, email: `${name}@nicosia.example` };
  const profile =
    teacherId === null ? null : { teacherId, motherTongues: ['el'], understands: ['en'], schoolIds: [schoolId] };
  await registerPeople(life.owner, [
    { ...person, displayName: name, language: 'el', teacher: profile, grants: [grant] },
  ]);
  return actorOf({ userId, teacherId, language: 'el' }, [grant]);
}

/** Publishes the example for the programme, its first deadline so many days ahead. @returns when that is */
async function publishExample(daysToDeadline: number): Promise<string> {
  const nowMs = await life.nowMs();
  const closesAt = Date.parse('2022-10-31T22:00:00.000Z');
  const programmeClock = {
    programmeAt: new Date(closesAt - daysToDeadline * DAY_MS).toISOString(),
    realAt: new Date(nowMs).toISOString(),
    ratio: 1,
  };
  const rulebook = { ...cyprus, programmeClock, freezeSpreadMinutes: 0 };
  await publishRulebook(life.owner, { rulebook, kind: 'programme', id: cyprus.id, publishedBy: null });
  return new Date(nowMs + daysToDeadline * DAY_MS).toISOString();
}

test('given Cyprus published beside Greece, when a Cypriot and a French teacher go through their year, then everything is as the Cypriot rulebook says', async () => {
  const closesAt = await publishExample(60);
  const { deps, people } = life;

  expect((await readRulebook(deps, teacher)).rulebookId).toBe('cy-2021-2022');
  expect((await readRulebook(deps, people.greekFounder.actor)).sourceId).toBe('gr-2021-2022');
  expect((await readRulebook(deps, people.frenchFounder.actor)).sourceId).toBe('gr-2021-2022');

  const french = europeanProject(life).founders[1];
  const own = { teacherId: teacher.teacherId ?? '', schoolId, roleText: 'Leads the letters.' };
  const content = { ...europeanProject(life), founders: [own, french] as ProjectContent['founders'] };
  const { projectId } = await createProjectDraft(deps, teacher, { content });
  await submitProject(deps, teacher, uuidv7(), projectId);

  // No council: both NSOs are asked at once, a week to decide.
  const cypriot = await actions.task(projectId, 'nsoApproval', { nsoId: 'CY' });
  expect((await actions.tasks(projectId)).map(({ kind }) => kind)).toEqual(['nsoApproval', 'nsoApproval']);
  expect(cypriot.due_why).toMatchObject({ workingDays: 5 });
  await decideTask(deps, evaluator, uuidv7(), cypriot.task_id, APPROVE);
  await actions.answer('frenchEvaluator', projectId, 'nsoApproval', 'FR', APPROVE);
  await completeProject(deps, teacher, uuidv7(), projectId, { summary: 'Done.' });

  // A week before the end of October it is in time, which in Greece it has not been for two months; then it is late.
  const [mine, theirs] = [
    (await createLabelDraft(deps, teacher, projectId, application())).applicationId,
    await actions.labelDraft('frenchFounder', projectId),
  ];
  await life.skipTo(closesAt, -7 * DAY_MS);
  const inTime = await applyForLabel(deps, teacher, uuidv7(), mine);
  await life.skipTo(closesAt, 1000);
  const late = await actions.applyFor('frenchFounder', theirs);

  expect(inTime).toMatchObject({ outcome: 'received', values: { periodId: 'cy-2021-2022/2022', closesAt } });
  expect(late).toMatchObject({ values: { periodId: 'cy-2021-2022/2023' } });
}, 60_000);
