import { describe, expect, test } from '@jest/globals';
import { type AskedBody, opensStage, planProject } from '../../../domain/import/project.js';
import { type ImportStage, projectColumns } from '../../../domain/import/project-columns.js';
import { actorOf } from '../../../domain/permissions.js';
import { administrator } from './actors.js';

const schools = new Map([
  ['GR:1', { schoolId: 's1', nsoId: 'GR' }],
  ['GR:2', { schoolId: 's2', nsoId: 'GR' }],
  ['FR:3', { schoolId: 's3', nsoId: 'FR' }],
]);
const facts = { founders: ['t1', 't2'] as const, partners: [], schools, councilCountries: ['GR'] };
const council = (key: string) => `council;${key};approve;2021-11-10;12;Eleni`;
const nso = (id: string) => `nso;${id};approve;2021-11-20;;Anna`;
const rowOf = (school2: string, stage: ImportStage, decisions: string[], summary?: string) =>
  projectColumns.parse({
    ...{
      reference: 'r',
      title: 'T',
      shortDescription: 'S',
      goals: 'G',
      timetable: 'T',
      expectedResults: 'E',
      language: 'en',
    },
    ...{ founder1: 'a@x.gr', school1: 'GR:1', founder2: 'b@x.gr', school2, stage },
    ...(decisions.length > 0 && { decisions: decisions.join('|') }),
    ...(summary && { summary }),
  });
const plan = (row: ReturnType<typeof rowOf>, actor = administrator()) => planProject(actor, row, facts);
const codes = (planned: ReturnType<typeof plan>) => planned.refusals?.map(({ field, code }) => [field, code]) ?? [];

describe('whom a running project must have asked', () => {
  test('R-1.4.a given two schools of a country with councils, when the plan is made, then both councils and one NSO', () => {
    const planned = plan(rowOf('GR:2', 'council', [council('GR:1')]));

    expect(planned).toMatchObject({
      plan: {
        nsoId: 'GR',
        bodies: [
          { kind: 'councilApproval', schoolId: 's1', decision: { decidedBy: 'Eleni' } },
          { kind: 'councilApproval', schoolId: 's2', decision: null },
          { kind: 'nsoApproval', nsoId: 'GR', decision: null },
        ],
      },
    });
  });

  test('R-1.4.f given founders of two countries, when the plan is made, then the NSOs of both', () => {
    const planned = plan(rowOf('FR:3', 'active', [council('GR:1'), nso('GR'), nso('FR')]));

    expect(planned).toMatchObject({ plan: { bodies: [{ schoolId: 's1' }, { nsoId: 'GR' }, { nsoId: 'FR' }] } });
  });

  test.each([
    ['active', [council('GR:1')], undefined, 'nsos'],
    ['council', [council('GR:1'), nso('GR'), nso('FR')], undefined, 'active'],
    ['active', [council('GR:1'), nso('GR'), nso('FR')], 'Done.', 'completed'],
  ] as const)(
    'R-1.4.f given the stage %s and decisions to another one, when the plan is made, then it is refused',
    (stage, decisions, summary, reached) => {
      expect(plan(rowOf('FR:3', stage, [...decisions], summary)).refusals).toMatchObject([
        { field: 'stage', code: 'stageDiffers', values: { stage: reached } },
      ]);
    },
  );

  test('given an administrator who heads a founder’s school, when the plan is made, then somebody else has to', () => {
    const head = actorOf({ userId: 'u', teacherId: null, language: 'en' }, [
      { role: 'nsoAdministrator', nsoId: 'GR', schoolId: null },
      { role: 'head', nsoId: null, schoolId: 's1' },
    ]);

    expect(codes(plan(rowOf('FR:3', 'council', []), head))).toEqual([['founder1', 'ownProject']]);
  });
});

describe('the steps of which people are told', () => {
  const bodies: AskedBody[] = ['s1', 's2', null].map((schoolId) => ({
    kind: schoolId ? 'councilApproval' : 'nsoApproval',
    nsoId: 'GR',
    schoolId,
    decision: null,
  }));
  const told = (stage: ImportStage, asked = bodies) =>
    (['submission', ...asked] as const).map((body) => opensStage(stage, asked, body));

  test('given each stage, when its steps are carried out, then only the one that opens tasks to work on is told of', () => {
    expect(told('council')).toEqual([true, false, false, false]);
    expect(told('nsos')).toEqual([false, false, true, false]);
    expect(told('nsos', bodies.slice(2))).toEqual([true, false]);
    expect(told('active')).toEqual([false, false, false, false]);
    expect(told('completed')).toEqual([false, false, false, false]);
  });
});
