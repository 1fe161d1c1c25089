// Running projects brought in at any stage, with everything behind the API: records, workflow, journal and mails must agree.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectAgreement } from '../support/agreement.js';
import { plannedMails } from '../support/mails.js';
import type { PersonName } from '../support/programme.js';
import { type LifecycleApi, lifecycleApi } from './support/lifecycle-api.js';
import { good, type Story, story } from './support/story.js';

let api: LifecycleApi;
let people: Story;
beforeAll(async () => {
  api = await lifecycleApi('api_import_projects');
  people = story(api);
  const { owner, schools } = api.lifecycle;
  for (const [name, code] of [
    ['athens', '0551'],
    ['lyon', '75'],
    ['patras', '0552'],
  ] as const) {
    await owner.updateTable('schools').set({ ministry_code: code }).where('school_id', '=', schools[name]).execute();
  }
}, 60_000);
afterAll(() => api.close());

const COUNCIL = 'council;GR:0551;approve;2021-11-10;12/2021;Eleni';
const GREEK_NSO = 'nso;GR;approve;2021-11-20;;Anna';
const FRENCH_NSO = 'nso;FR;approve;2021-11-22;;Luc';

function rowOf(changes: Record<string, string>): Record<string, string> {
  return {
    reference: 'r-1',
    title: 'Rivers of Europe',
    shortDescription: 'Two schools follow their rivers.',
    goals: 'To observe.',
    timetable: 'October to May.',
    expectedResults: 'A map.',
    language: 'en',
    category: 'european',
    founder1: 'greekfounder@schools.example',
    school1: 'GR:0551',
    role1: 'Leads the measurements.',
    founder2: 'frenchfounder@schools.example',
    school2: 'FR:75',
    role2: 'Leads the diary.',
    stage: 'council',
    ...changes,
  };
}

async function bring(person: PersonName, rows: Record<string, string>[], query = '') {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => names.map((name) => `"${row[name] ?? ''}"`).join(','));
  const answer = await api.as(person, {
    method: 'POST',
    url: `/api/imports/projects${query}`,
    payload: [names.join(','), ...lines].join('\n'),
    headers: { 'content-type': 'text/csv' },
  });
  return good(answer).rows as { outcome: string; changes: string[]; refusals: { field: string; code: string }[] }[];
}
const outcomes = (rows: { outcome: string }[]) => rows.map(({ outcome }) => outcome);
const refusals = (rows: { refusals: { field: string; code: string }[] }[]) =>
  rows.flatMap((row) => row.refusals.map(({ field, code }) => `${field} ${code}`));

async function projectOf(reference: string, nso = 'GR') {
  return api.lifecycle.owner
    .selectFrom('drafts')
    .innerJoin('projects', 'projects.project_id', 'drafts.project_id')
    .select(['projects.project_id as projectId', 'projects.status'])
    .where('drafts.imported_as', '=', `${nso}/${reference}`)
    .executeTakeFirst();
}

describe('a running project', () => {
  const STAGES = [
    [
      'council',
      'greekAdministrator',
      {},
      ['projectSubmitted → frenchFounder', 'projectSubmitted → greekFounder', 'taskOpened → athensHead'],
    ],
    [
      'nsos',
      'greekAdministrator',
      { decisions: COUNCIL },
      ['taskOpened → frenchEvaluator', 'taskOpened → greekEvaluator', 'taskOpened → otherGreekEvaluator'],
    ],
    ['active', 'systemAdministrator', { decisions: [COUNCIL, GREEK_NSO, FRENCH_NSO].join('|') }, []],
    [
      'completed',
      'systemAdministrator',
      { decisions: [COUNCIL, GREEK_NSO, FRENCH_NSO].join('|'), summary: 'We drew the map.', completedOn: '2022-02-01' },
      [],
    ],
  ] as const;

  it.each(STAGES)(
    'given the stage %s, when it is brought in, and again, then workflow, records and journal agree, and only who must act is written to',
    async (stage, importer, changes, mails) => {
      const row = rowOf({ reference: `stage-${stage}`, stage, ...changes });

      expect(outcomes(await bring(importer, [row], '?preview=true'))).toEqual(['create']);
      expect(await projectOf(`stage-${stage}`)).toBeUndefined();
      expect(await bring(importer, [row])).toMatchObject([{ outcome: 'create', refusals: [] }]);

      const project = await projectOf(`stage-${stage}`);
      expect(project?.status).toBe(stage);
      await expectAgreement(api.lifecycle, project?.projectId ?? '');
      const planned = await plannedMails(api.lifecycle, project?.projectId ?? '');
      expect(planned.filter((mail) => !mail.includes('frenchTeacherEvaluator'))).toEqual(mails);
      expect(outcomes(await bring(importer, [row], '?preview=true'))).toEqual(['unchanged']);
      expect(outcomes(await bring('systemAdministrator', [row]))).toEqual(['unchanged']);
    },
  );

  it('given decisions on paper, when they are brought in, then the journal has their own dates, and the decision who took it', async () => {
    const project = await projectOf('stage-active');
    const { owner } = api.lifecycle;
    const entries = await owner
      .selectFrom('journal')
      .select(['event', 'detail'])
      .where('project_id', '=', project?.projectId ?? '')
      .orderBy('seq')
      .execute();
    const decisions = await owner
      .selectFrom('decisions')
      .select('content')
      .where('project_id', '=', project?.projectId ?? '')
      .orderBy('decided_at')
      .execute();

    expect(entries.map(({ event, detail }) => [event, (detail as { decidedOn?: string }).decidedOn])).toEqual([
      ['projectSubmitted', null],
      ['councilApproved', '2021-11-10'],
      ['nsoApproved', '2021-11-20'],
      ['projectActivated', '2021-11-22'],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/Eleni|Anna|Luc/);
    expect(good(await people.get('greekFounder', `/api/projects/${project?.projectId}/history`))).toBeTruthy();
    expect(good(await people.get('greekFounder', `/api/projects/${project?.projectId}`)).status).toBe('active');
    expect(decisions.map(({ content }) => (content as { import: { decidedBy: string } }).import.decidedBy)).toEqual([
      'Eleni',
      'Anna',
      'Luc',
    ]);
  });

  it('given an import that ended after the submission, when a row with the decisions comes, then only they are carried out', async () => {
    await bring('greekAdministrator', [rowOf({ reference: 'cut-off' })]);

    const rest = rowOf({ reference: 'cut-off', stage: 'nsos', decisions: COUNCIL });
    expect(await bring('systemAdministrator', [rest])).toMatchObject([{ outcome: 'change', changes: ['decisions'] }]);
    expect((await projectOf('cut-off'))?.status).toBe('nsos');
  });

  it('R-1.4.f given a project brought in with the decision of one NSO, when the other decides here, then it is active, and only the other is asked', async () => {
    const row = rowOf({ reference: 'half', stage: 'nsos', decisions: `${COUNCIL}|${GREEK_NSO}` });
    expect(outcomes(await bring('greekAdministrator', [row]))).toEqual(['create']);
    const projectId = (await projectOf('half'))?.projectId ?? '';

    const { waitingFor } = good(await people.get('greekFounder', `/api/projects/${projectId}`));
    expect(waitingFor).toMatchObject([{ kind: 'nsoApproval', nsoId: 'FR' }]);
    await people.decide('frenchEvaluator', projectId);

    expect((await projectOf('half'))?.status).toBe('active');
    await expectAgreement(api.lifecycle, projectId);
  });

  it('given a project that was brought in, when its people go on, then it is a project like every other', async () => {
    await bring('greekAdministrator', [
      rowOf({ reference: 'goes-on', title: 'Goes on', stage: 'nsos', decisions: COUNCIL }),
    ]);
    const projectId = (await projectOf('goes-on'))?.projectId ?? '';

    await people.decide('greekEvaluator', projectId);
    await people.decide('frenchEvaluator', projectId);
    expect((await projectOf('goes-on'))?.status).toBe('active');
    good(await people.post('greekFounder', `/api/projects/${projectId}/complete`, { summary: 'Done.' }));
    await expectAgreement(api.lifecycle, projectId);
  });
});

describe('a row that is refused', () => {
  it.each([
    ['names founders whom nobody knows', { founder1: 'x@x.example' }, ['founder1 teacherUnknown']],
    ['names a school that is not the founder’s', { school1: 'GR:0552' }, ['school1 schoolNotOfTeacher']],
    ['says more than its decisions', { stage: 'active' }, ['stage stageDiffers']],
    ['has a decision before the council’s', { stage: 'council', decisions: GREEK_NSO }, ['decisions decisionTooEarly']],
    [
      'has the decision of another NSO',
      { stage: 'nsos', decisions: `${COUNCIL}|${FRENCH_NSO}` },
      ['decisions notOfYourNso'],
    ],
    [
      'has a decision that nobody asks for',
      { stage: 'council', decisions: 'nso;IT;approve;2021-11-20;;X' },
      ['decisions decisionNotAsked'],
    ],
    ['says another category', { category: 'national' }, ['category categoryDiffers']],
    [
      'belongs to another NSO',
      {
        founder1: 'frenchfounder@schools.example',
        school1: 'FR:75',
        founder2: 'greekfounder@schools.example',
        school2: 'GR:0551',
      },
      ['school1 notOfYourNso'],
    ],
    [
      'has a decision that cannot be read',
      { decisions: 'council;GR:0551;reject;yesterday' },
      [
        'decisions.0.outcome notAllowed',
        'decisions.0.decidedOn invalidValue',
        'decisions.0.actNumber required',
        'decisions.0.decidedBy required',
      ],
    ],
  ])(
    'given a row that %s, when it is brought in, then it is told why and no project is there',
    async (_, changes, why) => {
      const rows = await bring('greekAdministrator', [
        rowOf({ reference: 'refused', ...(changes as Record<string, string>) }),
      ]);

      expect(refusals(rows)).toEqual(why);
      expect(await projectOf('refused')).toBeUndefined();
    },
  );

  it('given a decision that was taken here, when the paper says another one, then it is not undone', async () => {
    await bring('greekAdministrator', [rowOf({ reference: 'rejected' })]);
    const projectId = (await projectOf('rejected'))?.projectId ?? '';
    await people.decide('athensHead', projectId, {
      outcome: 'reject',
      sessionOn: '2022-03-01',
      actNumber: '1',
      specialSession: true,
    });

    const paper = rowOf({ reference: 'rejected', stage: 'nsos', decisions: COUNCIL });
    expect(refusals(await bring('greekAdministrator', [paper]))).toEqual(['decisions decidedOtherwise']);
    expect((await projectOf('rejected'))?.status).toBe('councilRejected');
  });
});
