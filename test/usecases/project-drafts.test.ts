import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { ProjectContent } from '../../domain/project-content.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { editProjectDraft } from '../../usecases/edit-project-draft.js';
import { readProjectDraft } from '../../usecases/read-project-draft.js';
import { problemOf } from '../support/problem-of.js';
import { europeanProject, type PersonName } from '../support/programme.js';
import { openRecordsOnly, type RecordsOnly } from '../support/records-only.js';

let place: RecordsOnly;
beforeAll(async () => {
  place = await openRecordsOnly('project_drafts');
});
afterAll(() => place?.close());

const FIRST = { stage: 'draft', number: 1 } as const;
const as = (name: PersonName) => place.people[name].actor;
const begin = (content: ProjectContent = europeanProject(place), by: PersonName = 'greekFounder') =>
  createProjectDraft(place.deps, as(by), { content });

async function membersOf(projectId: string) {
  const rows = await place.owner
    .selectFrom('project_members')
    .select(['teacher_id', 'role', 'role_text'])
    .where('project_id', '=', projectId)
    .orderBy('role_text')
    .execute();
  return rows.map((row) => [row.teacher_id, row.role, row.role_text]);
}

const withPartner = (content: ProjectContent): ProjectContent => ({
  ...content,
  partners: [
    {
      teacherId: place.people.italianTeacher.teacherId,
      schoolId: place.schools.rome,
      roleText: 'Takes the photographs.',
    },
  ],
});

describe('when a draft is begun', () => {
  test('then it is kept under the newest rulebook, checked, and its founders are its members', async () => {
    const draft = await begin();

    expect(draft).toMatchObject({
      rulebookId: place.rulebookId,
      version: 1,
      check: { errors: [], category: 'european' },
    });
    expect(await readProjectDraft(place.deps, as('greekFounder'), draft.projectId)).toEqual(draft);
    expect(await membersOf(draft.projectId)).toEqual([
      [place.people.frenchFounder.teacherId, 'founder', 'Leads the diary.'],
      [place.people.greekFounder.teacherId, 'founder', 'Leads the measurements.'],
    ]);
  });

  test('by someone who is not a registered teacher, then it is refused (R-1.p0)', async () => {
    expect(await problemOf(begin(europeanProject(place), 'greekEvaluator'))).toMatchObject({
      code: 'notRegistered',
      rule: 'R-1.p0',
    });
  });

  test('under a rulebook that there is not, then it is not found', async () => {
    const draft = { content: europeanProject(place), rulebookId: 'gr-1999-2000' };

    expect(await problemOf(createProjectDraft(place.deps, as('greekFounder'), draft))).toMatchObject({
      code: 'notFound',
    });
  });

  test('naming a teacher who is not registered, and one twice, then it is kept, and the check tells', async () => {
    const content = withPartner(europeanProject(place));
    const [first] = content.founders;
    const stranger = { teacherId: uuidv7(), schoolId: place.schools.rome, roleText: 'Nobody.' };

    const draft = await begin({ ...content, partners: [...content.partners, stranger, first] });

    expect(draft.check.errors.map((error) => [error.code, error.field])).toEqual(
      expect.arrayContaining([
        ['teacherNotRegistered', 'partners.1.teacherId'],
        ['memberTwice', 'partners.2.teacherId'],
      ]),
    );
    expect((await membersOf(draft.projectId)).map(([teacherId, role]) => [teacherId, role])).toEqual(
      expect.arrayContaining([
        [first.teacherId, 'founder'],
        [place.people.italianTeacher.teacherId, 'partner'],
      ]),
    );
    expect(await membersOf(draft.projectId)).toHaveLength(3);
  });
});

describe('when a draft is edited', () => {
  test('then its content, its members and its version are new', async () => {
    const { projectId, content } = await begin();
    const changed = withPartner({ ...content, title: 'Rivers and seas' });

    const edited = await editProjectDraft(place.deps, as('greekFounder'), projectId, {
      content: changed,
      version: FIRST,
    });

    expect(edited).toMatchObject({ version: 2, content: { title: 'Rivers and seas' } });
    expect(await readProjectDraft(place.deps, as('italianTeacher'), projectId)).toMatchObject({ version: 2 });
    expect(await membersOf(projectId)).toHaveLength(3);
  });

  test('by the other founder, then it is saved, also where it changes a founder', async () => {
    const { projectId, content } = await begin();
    const [greek] = content.founders;
    const italian = {
      teacherId: place.people.italianTeacher.teacherId,
      schoolId: place.schools.rome,
      roleText: 'Draws the map.',
    };

    const handed = { content: { ...content, founders: [greek, italian] } satisfies ProjectContent, version: FIRST };
    await editProjectDraft(place.deps, as('frenchFounder'), projectId, handed);

    expect((await membersOf(projectId)).map(([teacherId]) => teacherId).sort()).toEqual(
      [greek.teacherId, italian.teacherId].sort(),
    );
    expect(await problemOf(readProjectDraft(place.deps, as('frenchFounder'), projectId))).toMatchObject({
      code: 'notFound',
    });
  });

  test('from a version that is not the newest, then nothing is changed and the newest is named', async () => {
    const { projectId, content } = await begin();
    const first = { content: { ...content, title: 'Kept' }, version: FIRST };
    const { updatedAt } = await editProjectDraft(place.deps, as('greekFounder'), projectId, first);

    const late = { content: { ...content, title: 'Lost' }, version: FIRST };
    const refused = editProjectDraft(place.deps, as('frenchFounder'), projectId, late);

    await expect(refused).rejects.toMatchObject({
      code: 'versionConflict',
      values: { version: 2 },
      yours: late,
      stored: { version: { number: 2 }, content: first.content, savedAt: updatedAt, savedBy: 'greekFounder' },
    });
    expect((await readProjectDraft(place.deps, as('greekFounder'), projectId)).content.title).toBe('Kept');
  });

  test('with the content that is there, then it is no new version, whichever it was made from', async () => {
    const { projectId, content } = await begin();
    const edit = { content: { ...content, title: 'Saved again' }, version: FIRST };
    const saved = await editProjectDraft(place.deps, as('frenchFounder'), projectId, edit);

    const again = await editProjectDraft(place.deps, as('frenchFounder'), projectId, edit);
    const byOther = { ...edit, version: { stage: 'draft', number: 2 } } as const;
    const others = await editProjectDraft(place.deps, as('greekFounder'), projectId, byOther);

    expect(saved).toMatchObject({ version: 2, savedBy: 'frenchFounder' });
    // Of what each is warned depends on who would submit it.
    const { check: _, ...stored } = saved;
    expect([again, others]).toMatchObject([stored, stored]);
  });

  test('by eight at once from the same version, then one of them is saved', async () => {
    const { projectId, content } = await begin();
    const edits = Array.from({ length: 8 }, (_, index) =>
      editProjectDraft(place.deps, as(index % 2 ? 'greekFounder' : 'frenchFounder'), projectId, {
        content: { ...content, title: `Title ${index}` },
        version: FIRST,
      }),
    );

    const settled = await Promise.allSettled(edits);

    expect(settled.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect((await readProjectDraft(place.deps, as('greekFounder'), projectId)).version).toBe(2);
  });

  test('by a partner or by someone who is not named, then it is refused', async () => {
    const { projectId, content } = await begin(withPartner(europeanProject(place)));
    const edit = { content, version: FIRST };

    expect(await problemOf(editProjectDraft(place.deps, as('italianTeacher'), projectId, edit))).toMatchObject({
      code: 'notAFounder',
    });
    expect(await problemOf(editProjectDraft(place.deps, as('greekPartner'), projectId, edit))).toMatchObject({
      code: 'notFound',
    });
    expect(await problemOf(editProjectDraft(place.deps, as('frenchEvaluator'), projectId, edit))).toMatchObject({
      code: 'notFound',
    });
  });

  test('after it was submitted, then it is a project and stays as it was', async () => {
    const { projectId, content } = await begin();
    await place.worker
      .updateTable('drafts')
      .set({ submitted_at: new Date() })
      .where('draft_id', '=', projectId)
      .execute();

    const edit = editProjectDraft(place.deps, as('greekFounder'), projectId, { content, version: FIRST });

    expect(await problemOf(edit)).toMatchObject({ code: 'alreadySubmitted' });
    expect(await problemOf(readProjectDraft(place.deps, as('greekFounder'), projectId))).toMatchObject({
      code: 'alreadySubmitted',
    });
    await expect(
      place.deps.records.deleteFrom('project_members').where('project_id', '=', projectId).executeTakeFirst(),
    ).resolves.toMatchObject({ numDeletedRows: 0n });
  });
});
