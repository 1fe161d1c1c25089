// What was brought in goes on: partners take part, applications on paper are frozen and evaluated by the day of their receipt.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ImportKind } from '../../domain/import/row.js';
import type { Actor } from '../../domain/permissions.js';
import { importRows } from '../../usecases/imports/import-rows.js';
import { readLabelApplication } from '../../usecases/read-label-application.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { expectAgreement } from '../support/agreement.js';
import { evaluation } from '../support/contents.js';
import { mailsOf } from '../support/mails.js';
import type { PersonName } from '../support/programme.js';
import { openSkippingLifecycle, type SkippingLifecycle } from '../support/skipping-lifecycle.js';

let life: SkippingLifecycle;
let actions: Actions;
beforeAll(async () => {
  life = await openSkippingLifecycle('imported_projects');
  actions = actionsOf(life);
  await life.startWorker();
  for (const [name, code] of [
    ['athens', '0551'],
    ['lyon', '75'],
    ['rome', '90'],
    ['patras', '0552'],
  ] as const) {
    const school = life.owner.updateTable('schools').set({ ministry_code: code });
    await school.where('school_id', '=', life.schools[name]).execute();
  }
}, 60_000);
afterAll(() => life?.close());

type Row = Record<string, string>;
async function bring(person: PersonName, kind: ImportKind, rows: Row[], preview = false) {
  return bringAs(life.people[person].actor, kind, rows, preview);
}

async function bringAs(actor: Actor, kind: ImportKind, rows: Row[], preview = false) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => names.map((name) => `"${row[name] ?? ''}"`).join(','));
  const content = Buffer.from([names.join(','), ...lines].join('\n'));
  const result = await importRows(life.deps, actor, { kind, content, preview });
  return result.rows.map(({ outcome, refusals }) => [
    outcome,
    ...refusals.map(({ field, code }) => `${field} ${code}`),
  ]);
}

const DECISIONS = [
  'council;GR:0551;approve;2021-11-10;12/2021;Eleni',
  'nso;GR;approve;2021-11-20;;Anna',
  'nso;FR;approve;2021-11-22;;Luc',
].join('|');
const projectRow = (reference: string, changes: Row = {}): Row => ({
  reference,
  title: `Rivers of Europe ${reference}`,
  shortDescription: 'Schools follow their rivers.',
  goals: 'To observe.',
  timetable: 'October to May.',
  expectedResults: 'A map.',
  language: 'en',
  founder1: 'greekfounder@schools.example',
  school1: 'GR:0551',
  role1: 'Leads the measurements.',
  founder2: 'frenchfounder@schools.example',
  school2: 'FR:75',
  role2: 'Leads the diary.',
  partners: 'italianteacher@schools.example;IT:90;Draws; and writes|greekpartner@schools.example;GR:0552;Sings.',
  stage: 'completed',
  decisions: DECISIONS,
  summary: 'We drew the map.',
  completedOn: '2022-02-01',
  ...changes,
});
const applicationRow = (project: string, changes: Row = {}): Row => ({
  nso: 'GR',
  project,
  teacher: 'greekfounder@schools.example',
  receivedOn: '2022-03-01',
  twinspace: 'activities|communication|record',
  links: 'https://example.org/map|https://example.org/diary',
  ...Object.fromEntries(
    ['collaboration', 'technology', 'pedagogy', 'curriculum', 'results'].map((id) => [id, `About ${id}.`]),
  ),
  ...changes,
});

async function importedId(reference: string): Promise<string> {
  const drafts = life.owner.selectFrom('drafts').select('project_id').where('imported_as', '=', `GR/${reference}`);
  return (await drafts.executeTakeFirstOrThrow()).project_id;
}
const applicationOf = async (projectId: string, person: PersonName) => {
  const rows = life.owner.selectFrom('label_applications').selectAll().where('project_id', '=', projectId);
  return rows.where('teacher_id', '=', life.people[person].teacherId).executeTakeFirstOrThrow();
};

describe('R-1.p2 partners of a running project', () => {
  test('given a row with partners, when it is brought in, then they take part with their schools and roles, and may apply for the label', async () => {
    expect(await bring('systemAdministrator', 'projects', [projectRow('partners')])).toEqual([['create']]);
    const projectId = await importedId('partners');

    const members = life.owner.selectFrom('project_members').selectAll().where('project_id', '=', projectId);
    const partners = (await members.execute()).filter(({ role }) => role === 'partner');
    expect(partners.map(({ role_text: text }) => text).sort()).toEqual(['Draws;and writes', 'Sings.']);
    expect(partners.map(({ school_id: id }) => id).sort()).toEqual([life.schools.rome, life.schools.patras].sort());
    const { result } = await actions.apply('italianTeacher', projectId);
    expect(result).toMatchObject({ outcome: 'received' });
    await expectAgreement(life, projectId);
    expect(await bring('systemAdministrator', 'projects', [projectRow('partners')], true)).toEqual([['unchanged']]);
  });

  test.each([
    ['nobody knows', 'x@x.example;IT:90;X', 'partners teacherUnknown'],
    ['has no such school', 'italianteacher@schools.example;IT:91;X', 'partners schoolUnknown'],
    ['is a founder, too', 'greekfounder@schools.example;GR:0551;X', expect.stringContaining('memberTwice')],
    ['has no address', ';IT:90;X', expect.stringContaining('partners.0.email')],
  ])(
    'given a partner who %s, when the row is brought in, then it is refused and says why',
    async (_, partners, why) => {
      const [row] = await bring('systemAdministrator', 'projects', [projectRow('refused', { partners })], true);

      expect(row?.[0]).toBe('refused');
      expect(row).toContainEqual(why);
    },
  );
});

test('R-1.4.f given a project brought in at the NSOs, when one of them returns it and the founder revises it, then both decide, and it is active', async () => {
  const council = DECISIONS.split('|')[0] ?? '';
  const { summary: _summary, completedOn: _completedOn, ...row } = projectRow('returned');
  const rows = [{ ...row, partners: '', stage: 'nsos', decisions: council }];
  expect(await bring('greekAdministrator', 'projects', rows)).toEqual([['create']]);
  const projectId = await importedId('returned');

  const back = { outcome: 'return', reason: 'Please say who measures.' };
  await actions.answer('greekEvaluator', projectId, 'nsoApproval', 'GR', back);
  expect(await actions.resubmit('greekFounder', projectId, { title: 'Rivers, revised' })).toMatchObject({
    status: 'nsos',
  });
  await actions.answer('greekEvaluator', projectId, 'nsoApproval', 'GR', { outcome: 'approve' });
  const last = await actions.answer('frenchEvaluator', projectId, 'nsoApproval', 'FR', { outcome: 'approve' });

  expect(last).toMatchObject({ status: 'active' });
  await expectAgreement(life, projectId);
});

describe('a reference that stands for a project already', () => {
  const council = DECISIONS.split('|')[0] ?? '';
  const atNsos = (reference: string, changes: Row = {}): Row => {
    const { summary: _summary, completedOn: _completedOn, ...row } = projectRow(reference);
    return { ...row, stage: 'nsos', decisions: council, ...changes };
  };
  const approved = { decisions: DECISIONS.split('|').slice(0, 2).join('|') };

  test('R-1.4.f given a row about other founders, when it is brought in with an approval, then it is refused, and nothing is approved', async () => {
    await bring('systemAdministrator', 'projects', [atNsos('taken')]);

    const other = { founder2: 'frenchteacherevaluator@schools.example', partners: '', ...approved };
    const why = [['refused', 'reference referenceOfAnother']];
    expect(await bring('greekAdministrator', 'projects', [atNsos('taken', other)], true)).toEqual(why);
    expect(await bring('greekAdministrator', 'projects', [atNsos('taken', other)])).toEqual(why);

    const decisions = life.owner.selectFrom('decisions').select('kind');
    expect(await decisions.where('project_id', '=', await importedId('taken')).execute()).toEqual([
      { kind: 'councilApproval' },
    ]);
  });

  test('R-1.4.f given an administrator whose school takes part, when the row leaves that out, then it is refused all the same', async () => {
    await bring('systemAdministrator', 'projects', [atNsos('own')]);
    const { actor } = life.people.greekAdministrator;
    const head = { ...actor, headOfSchoolIds: [life.schools.patras] };

    expect(await bringAs(head, 'projects', [atNsos('own', { partners: '', ...approved })])).toEqual([
      ['refused', 'founder1 ownProject'],
    ]);
  });
});

describe('R-3.1.1 a label application of a running project', () => {
  test('given one whose deadline lies ahead, when it is brought in, and again, then its teacher has it, can change it, and it is frozen at the deadline', async () => {
    await bring('systemAdministrator', 'projects', [projectRow('open')]);
    const projectId = await importedId('open');
    const row = applicationRow('open');

    expect(await bring('greekAdministrator', 'labelApplications', [row], true)).toEqual([['create']]);
    const mails = await mailsOf(life, projectId, async () => {
      expect(await bring('greekAdministrator', 'labelApplications', [row])).toEqual([['create']]);
    });
    expect(await bring('greekAdministrator', 'labelApplications', [row])).toEqual([['unchanged']]);

    expect(mails).toEqual(['labelReceived → greekFounder']);
    const { application_id: id } = await applicationOf(projectId, 'greekFounder');
    const read = await readLabelApplication(life.deps, life.people.greekFounder.actor, id);
    expect(read).toMatchObject({ status: 'submitted', editable: true, savedBy: 'greekAdministrator' });
    expect(read.content.resultsLinks).toEqual(['https://example.org/map', 'https://example.org/diary']);
    expect(Object.keys(read.content)).not.toContain('import');
    await actions.edit('greekFounder', id, 'written here');
    await expectAgreement(life, projectId);
  });

  test.each([
    ['names a project that nobody brought in', { project: 'unknown' }, 'project projectUnknown'],
    ['names nobody', { teacher: 'x@x.example' }, 'teacher teacherUnknown'],
    [
      'names a teacher who takes no part',
      { teacher: 'frenchteacherevaluator@schools.example' },
      'teacher notInProject',
    ],
    ['names a teacher of another NSO', { teacher: 'frenchfounder@schools.example' }, 'teacher notOfYourNso'],
    ['is dated after today', { receivedOn: '2099-01-01' }, 'receivedOn receivedLater'],
    ['says nothing of a criterion', { results: '' }, 'results required'],
    ['has a link that is none', { links: 'map' }, expect.stringContaining('links')],
  ])('given a row that %s, when it is brought in, then it is refused and says why', async (_, changes, why) => {
    const rows = await bring('greekAdministrator', 'labelApplications', [
      applicationRow('open', { teacher: 'greekpartner@schools.example', ...(changes as Row) }),
    ]);

    expect(rows).toEqual([['refused', why]]);
  });

  test('given a teacher who has begun an application here, when one comes from paper, then it is refused and the own one stays', async () => {
    const projectId = await importedId('open');
    await actions.labelDraft('greekPartner', projectId);

    const row = applicationRow('open', { teacher: 'greekpartner@schools.example' });

    expect(await bring('greekAdministrator', 'labelApplications', [row])).toEqual([
      ['refused', 'teacher applicationBegun'],
    ]);
  });

  test('R-3.1.2 given a teacher without a free slot, when a further application comes, then it is refused, also the second time', async () => {
    const references = ['slot-1', 'slot-2', 'slot-3', 'slot-4'];
    await bring(
      'systemAdministrator',
      'projects',
      references.map((reference) => projectRow(reference)),
    );

    const rows = references.map((reference) => applicationRow(reference));

    const full = ['refused', 'teacher labelSlotsFull'];
    expect(await bring('greekAdministrator', 'labelApplications', rows)).toEqual([
      ['create'],
      ['create'],
      ['create'],
      full,
    ]);
    expect((await bring('greekAdministrator', 'labelApplications', rows)).at(-1)).toEqual(full);
  });

  test('R-3.1.4 given applications that were received on paper before a deadline and after it, when both are brought in after it, then the one is frozen at once and evaluated, and the other belongs to the next period', async () => {
    const [first] = await life.owner.selectFrom('periods').selectAll().orderBy('closes_at').limit(1).execute();
    const open = await applicationOf(await importedId('open'), 'greekFounder');
    await life.skipTo(first?.closes_at?.toISOString() ?? '', 3 * 86_400_000);
    expect(await actions.frozen(open.application_id)).toMatchObject({ frozen_version: 2 });
    await bring('systemAdministrator', 'projects', [projectRow('after')]);
    const projectId = await importedId('after');

    const partner = { teacher: 'greekpartner@schools.example' };
    const rows = [
      applicationRow('after', { ...partner, receivedOn: '2022-08-20' }),
      applicationRow('partners', { ...partner, receivedOn: '2022-08-21' }),
    ];
    expect(await bring('greekAdministrator', 'labelApplications', rows)).toEqual([['create'], ['create']]);

    const inTime = await applicationOf(projectId, 'greekPartner');
    expect(inTime.period_id).toBe(first?.period_id);
    await actions.labelWith(inTime.application_id, 'evaluation');
    const answer = await actions.answer('greekEvaluator', projectId, 'labelEvaluation', 'GR', evaluation());
    expect(answer).toMatchObject({ outcome: 'award', status: 'awarded' });
    const late = await applicationOf(await importedId('partners'), 'greekPartner');
    expect([late.status, late.period_id === first?.period_id]).toEqual(['submitted', false]);
    await expectAgreement(life, projectId);
  });
});
