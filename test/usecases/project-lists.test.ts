import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ProjectStatus } from '../../domain/vocabulary.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { listProjects, type ProjectSummary } from '../../usecases/list-projects.js';
import { readProject } from '../../usecases/read-project.js';
import { problemOf } from '../support/problem-of.js';
import { europeanProject, type PersonName } from '../support/programme.js';
import { openRecordsOnly, type RecordsOnly } from '../support/records-only.js';
import { seedProject, seedTask } from '../support/seed.js';

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

let place: RecordsOnly;
let shared: string;
let french: string;
let draft: string;
beforeAll(async () => {
  place = await openRecordsOnly('project_lists');
  shared = await seedProject(place, {
    members: ['greekFounder', 'frenchFounder', 'italianTeacher'],
    nsoIds: ['GR', 'FR'],
    submittedAt: minutesAgo(10),
  });
  await seedTask(place, { projectId: shared, kind: 'nsoApproval', nsoId: 'GR' });
  await seedTask(place, {
    projectId: shared,
    kind: 'councilApproval',
    nsoId: 'GR',
    schoolId: place.schools.athens,
    dueAt: minutesAgo(1),
  });
  french = await seedProject(place, {
    members: ['frenchFounder', 'frenchTeacherEvaluator'],
    nsoIds: ['FR'],
    status: 'active',
    submittedAt: minutesAgo(5),
  });
  ({ projectId: draft } = await createProjectDraft(place.deps, place.people.greekFounder.actor, {
    content: europeanProject(place, 'Wells'),
  }));
});
afterAll(() => place?.close());

const as = (name: PersonName) => place.people[name].actor;
async function list(name: PersonName, status?: ProjectStatus | 'draft'): Promise<ProjectSummary[]> {
  const page = { limit: 100, ...(status === undefined ? {} : { status }) };
  return (await listProjects(place.deps, as(name), page)).items;
}
const idsOf = async (name: PersonName, status?: ProjectStatus | 'draft') =>
  (await list(name, status)).map((item) => item.projectId);

test('everybody sees the projects that he or she has to do with, newest first, and no others', async () => {
  expect(await idsOf('greekFounder')).toEqual([draft, shared]);
  expect(await idsOf('frenchFounder')).toEqual([draft, french, shared]);
  expect(await idsOf('italianTeacher')).toEqual([shared]);
  expect(await idsOf('greekPartner')).toEqual([]);
  expect(await idsOf('athensHead')).toEqual([shared]);
  expect(await idsOf('patrasHead')).toEqual([]);
  expect(await idsOf('greekEvaluator')).toEqual([shared]);
  expect(await idsOf('frenchEvaluator')).toEqual([french, shared]);
  expect(await idsOf('italianEvaluator')).toEqual([]);
  expect(await idsOf('frenchAdministrator')).toEqual([french, shared]);
  expect(await idsOf('cssOfficer')).toEqual([french, shared]);
});

test('who has two parts in a project finds it once', async () => {
  expect(await idsOf('frenchTeacherEvaluator')).toEqual([french, shared]);
});

test('by status, drafts are one of them', async () => {
  expect(await idsOf('frenchFounder', 'draft')).toEqual([draft]);
  expect(await idsOf('frenchFounder', 'active')).toEqual([french]);
  expect(await idsOf('frenchFounder', 'nsos')).toEqual([shared]);
  expect(await idsOf('frenchFounder', 'withdrawn')).toEqual([]);
});

test('a line says who takes part and for what it waits, first due first', async () => {
  const [, line] = await list('greekFounder');

  expect(line).toMatchObject({
    title: 'Rivers of Europe',
    status: 'nsos',
    category: 'european',
    countries: ['FR', 'GR', 'IT'],
    founders: [
      { displayName: 'frenchFounder', countryCode: 'FR' },
      { displayName: 'greekFounder', countryCode: 'GR' },
    ],
    openTasks: [
      { kind: 'councilApproval', schoolName: 'School of athens', overdue: true },
      { kind: 'nsoApproval', nsoId: 'GR', overdue: false },
    ],
  });
});

test('pages of every size show each project and draft once and none twice, also those of the same millisecond', async () => {
  const submittedAt = minutesAgo(60);
  for (let index = 0; index < 17; index += 1) {
    await seedProject(place, {
      members: ['greekPartner', 'greekFounder'],
      nsoIds: ['GR'],
      submittedAt: index < 11 ? submittedAt : minutesAgo(index),
    });
  }
  for (let index = 0; index < 6; index += 1) {
    await createProjectDraft(place.deps, as('greekPartner'), { content: europeanProject(place, `Draft ${index}`) });
  }
  const whole = await idsOf('greekPartner');
  expect(new Set(whole).size).toBe(23);

  for (const limit of [1, 5, 22, 23, 24]) {
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listProjects>> = await listProjects(place.deps, as('greekPartner'), {
        limit,
        ...(cursor === null ? {} : { cursor }),
      });
      paged.push(...page.items.map((item) => item.projectId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(whole);
  }
});

test('a project is shown to those who have to do with it, with what each of them may do', async () => {
  expect((await readProject(place.deps, as('frenchFounder'), shared)).mayDo).toEqual(['withdraw']);
  expect((await readProject(place.deps, as('frenchFounder'), french)).mayDo).toEqual(['complete', 'invite']);
  expect((await readProject(place.deps, as('italianTeacher'), shared)).mayDo).toEqual([]);
  expect((await readProject(place.deps, as('greekEvaluator'), shared)).mayDo).toEqual([]);
  expect(await problemOf(readProject(place.deps, as('greekEvaluator'), french))).toMatchObject({ code: 'notFound' });
  expect(await problemOf(readProject(place.deps, as('greekFounder'), draft))).toMatchObject({ code: 'notFound' });
});
