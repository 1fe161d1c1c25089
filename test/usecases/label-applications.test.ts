import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { createLabelDraft } from '../../usecases/create-label-draft.js';
import { editLabelApplication } from '../../usecases/edit-label-application.js';
import { listApplicationVersions } from '../../usecases/list-application-versions.js';
import { listLabelApplications } from '../../usecases/list-label-applications.js';
import { readLabelApplication } from '../../usecases/read-label-application.js';
import { application } from '../support/contents.js';
import { problemOf } from '../support/problem-of.js';
import type { PersonName } from '../support/programme.js';
import { openRecordsOnly, type RecordsOnly } from '../support/records-only.js';
import { seedProject } from '../support/seed.js';

let place: RecordsOnly;
let projectId: string;
beforeAll(async () => {
  place = await openRecordsOnly('label_applications');
});
beforeEach(async () => {
  const members = ['greekFounder', 'frenchFounder', 'italianTeacher'] as const;
  projectId = await seedProject(place, { members: [...members], nsoIds: ['GR', 'FR'], status: 'completed' });
});
afterAll(() => place?.close());

const as = (name: PersonName) => place.people[name].actor;
const begin = (name: PersonName, id = projectId) => createLabelDraft(place.deps, as(name), id, application());

const FIRST = { stage: 'draft', number: 1 } as const;
const edit = (name: PersonName, id: string, text: string) =>
  editLabelApplication(place.deps, as(name), 'key-1', id, { content: application(text), version: FIRST });

describe('when an application is begun', () => {
  test('then it is a draft of the teacher’s own, editable, with what is still missing', async () => {
    const content = {
      ...application(),
      selfAssessment: [],
      twinspaceDeclaration: { activities: true, communication: false, record: true },
    };

    const draft = await createLabelDraft(place.deps, as('italianTeacher'), projectId, content);

    expect(draft).toMatchObject({
      status: 'draft',
      projectTitle: 'Rivers of Europe',
      editable: true,
      version: 1,
      outcome: null,
    });
    expect(draft.check.errors).toHaveLength(5);
    expect(draft.check.warnings).toMatchObject([{ rule: 'R-3.1.p', field: 'twinspaceDeclaration.communication' }]);
    expect(await readLabelApplication(place.deps, as('italianTeacher'), draft.applicationId)).toEqual(draft);
  });

  test('before the project is completed, then it is refused (R-3.1.0)', async () => {
    const active = await seedProject(place, {
      members: ['greekFounder', 'frenchFounder'],
      nsoIds: ['GR', 'FR'],
      status: 'active',
    });

    expect(await problemOf(begin('greekFounder', active))).toMatchObject({
      code: 'wrongStatus',
      rule: 'R-3.1.0',
      values: { status: 'active' },
    });
  });

  test('by someone who did not take part, then it is refused (R-3.1.0)', async () => {
    expect(await problemOf(begin('greekEvaluator'))).toMatchObject({ code: 'notRegistered' });
    expect(await problemOf(begin('greekPartner'))).toMatchObject({ code: 'notFound' });
    const french = await seedProject(place, {
      members: ['greekFounder', 'frenchFounder'],
      nsoIds: ['GR', 'FR'],
      status: 'completed',
    });
    expect(await problemOf(begin('frenchTeacherEvaluator', french))).toMatchObject({
      code: 'notAMember',
      rule: 'R-3.1.0',
    });
    expect(await problemOf(begin('greekFounder', uuidv7()))).toMatchObject({ code: 'notFound' });
  });

  test('a second time, also at the same moment, then there is one, and it is named (R-3.1.1)', async () => {
    const settled = await Promise.allSettled(Array.from({ length: 6 }, () => begin('greekFounder')));

    const begun = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value.applicationId] : []));
    expect(begun).toHaveLength(1);
    expect(await problemOf(begin('greekFounder'))).toMatchObject({
      code: 'alreadyApplied',
      rule: 'R-3.1.1',
      values: { applicationId: begun[0] },
    });
  });
});

describe('given two members’ drafts for one project', () => {
  let greek: string;
  beforeEach(async () => {
    greek = (await begin('greekFounder')).applicationId;
    await begin('frenchFounder');
  });

  test('each reads and lists his or her own alone', async () => {
    const listed = await listLabelApplications(place.deps, as('greekFounder'));

    expect(listed[0]?.applicationId).toBe(greek);
    expect(new Set(listed.map((one) => one.applicationId)).size).toBe(listed.length);
    for (const name of ['frenchFounder', 'greekEvaluator', 'athensHead', 'cssOfficer'] as const) {
      expect(await problemOf(readLabelApplication(place.deps, as(name), greek))).toMatchObject({ code: 'notFound' });
    }
    expect(await listLabelApplications(place.deps, as('greekEvaluator'))).toEqual([]);
  });

  test('each edits his or her own alone, at once and without a workflow', async () => {
    const saved = await edit('greekFounder', greek, 'Better.');
    const foreign = edit('frenchFounder', greek, 'Mine.');

    expect(saved).toMatchObject({ kind: 'saved', version: { stage: 'draft', number: 2 } });
    expect(await problemOf(foreign)).toMatchObject({ code: 'notFound' });
    const read = await readLabelApplication(place.deps, as('greekFounder'), greek);
    expect(read).toMatchObject({ version: 2, content: { selfAssessment: [{ text: 'Better.' }, {}, {}, {}, {}] } });
  });

  test('an edit from an older version changes nothing and shows both; the same content again is no new version', async () => {
    await edit('greekFounder', greek, 'Kept.');
    const again = await edit('greekFounder', greek, 'Kept.');
    const late = edit('greekFounder', greek, 'Late.');

    expect(again).toMatchObject({ kind: 'saved', version: { stage: 'draft', number: 2 } });
    await expect(late).rejects.toMatchObject({
      code: 'versionConflict',
      yours: { version: FIRST, content: application('Late.') },
      stored: { version: { stage: 'draft', number: 2 }, content: application('Kept.'), savedBy: 'greekFounder' },
    });
    expect(await readLabelApplication(place.deps, as('greekFounder'), greek)).toMatchObject({ version: 2 });
  });

  test('has no versions to list before it is submitted, and none at all for others', async () => {
    expect(await listApplicationVersions(place.deps, as('greekFounder'), greek)).toEqual([]);
    expect(await problemOf(listApplicationVersions(place.deps, as('frenchFounder'), greek))).toMatchObject({
      code: 'notFound',
    });
  });
});
