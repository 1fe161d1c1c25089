import { describe, expect, test } from '@jest/globals';
import { loadRulebook } from '../../rulebooks/load.js';

const rulebook = await loadRulebook('gr-2021-2022');
const codesOf = (kind: 'eTwinning' | 'eTwinningPlus') =>
  rulebook.countries.filter((country) => country.kind === kind).map((country) => country.code);

describe('the rulebook of the Greek circular 2021-2022', () => {
  test('R-1.1.a: 36 eTwinning countries', () => {
    const listed =
      'AL AT BE BA BG FR DE DK GR EE GB IE ES IT HR CY LV LT LI LU MT NL HU PL PT RO RS SK SI SE CZ FI MK IS NO TR';

    expect(codesOf('eTwinning')).toEqual(listed.split(' '));
    expect(codesOf('eTwinning')).toHaveLength(36);
  });

  test('R-1.1.b: 8 eTwinning Plus countries', () => {
    expect(codesOf('eTwinningPlus')).toEqual('AM AZ GE MD JO UA LB TN'.split(' '));
  });

  test('every country has one NSO, whose languages a team may choose', () => {
    expect(rulebook.nsos.map((nso) => nso.country)).toEqual(rulebook.countries.map((country) => country.code));
    for (const nso of rulebook.nsos) expect(rulebook.project.languages).toEqual(expect.arrayContaining(nso.languages));
  });

  test('R-1.4.a: the Teachers’ Council is asked in Greece', () => {
    expect(rulebook.council).toEqual({ requiredInCountries: ['GR'], rule: 'R-1.4.a' });
  });

  test('R-1.4.b, R-3.1.2: four applications per teacher', () => {
    expect(rulebook.label.maximumPerPeriod).toBe(4);
  });

  test('R-3.1.3, R-3.1.5: until 20 August 2022; then June to October 2023, whose deadline is not in the circular', () => {
    expect(rulebook.periods.map((period) => [period.id, period.closesOn])).toEqual([
      ['2022', '2022-08-20'],
      ['2023', null],
    ]);
    expect(rulebook.periods[1]).toMatchObject({ evaluationOpensOn: '2023-06-01', evaluationClosesOn: '2023-10-31' });
  });

  test('R-3.1.p: three confirmations about TwinSpace', () => {
    expect(rulebook.label.twinspaceConfirmations.map(({ id, rule }) => [id, rule])).toEqual([
      ['activities', 'R-3.1.p'],
      ['communication', 'R-3.1.p'],
      ['record', 'R-3.1.p'],
    ]);
  });

  test('five criteria of five points, fifteen needed, none of it told as the circular’s', () => {
    expect(rulebook.label.criteria.map((criterion) => criterion.maximum)).toEqual([5, 5, 5, 5, 5]);
    expect(rulebook.label.thresholdPoints).toBe(15);
    for (const part of ['criteria', 'points', 'subCriteria', 'evaluatorsPerApplication'] as const) {
      expect(rulebook.label.sources[part].from).not.toBe('circular');
    }
  });

  test('R-9: whom to ask', () => {
    expect(rulebook.contacts).toMatchObject({
      general: 'etwinning@sch.gr',
      qualityLabels: 'evaluators-eTwinning@sch.gr',
      courses: 'support@seminars.etwinning.gr',
      secretariatPhone: '2610-960361',
    });
  });

  test('by default the programme runs in real time', () => {
    const { programmeAt, realAt, ratio } = rulebook.programmeClock;

    expect([programmeAt === realAt, ratio]).toEqual([true, 1]);
  });
});

describe('loading a rulebook', () => {
  test.each(['../secrets', 'gr-2021-2022/..', '', 'GR-2021-2022', 'a'.repeat(1000)])('%.30j is no id', async (id) => {
    await expect(loadRulebook(id)).rejects.toThrow('not a rulebook id');
  });

  test('an unknown one is told with the folder that was looked for', async () => {
    await expect(loadRulebook('fr-2021-2022')).rejects.toThrow('rulebooks/fr-2021-2022');
  });
});
