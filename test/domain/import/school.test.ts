import { describe, expect, test } from '@jest/globals';
import { decideSchool, type SchoolFacts } from '../../../domain/import/school.js';
import { administrator } from './actors.js';

const athens = { schoolId: 's1', nsoId: 'GR', name: '1st School of Athens', ministryCode: '0551', externalId: null };
const nobody: SchoolFacts = { nsoId: 'GR', byMinistryCode: null, byExternalId: null };
const row = { country: 'GR', ministryCode: '0551', name: '1st School of Athens' };
const greek = administrator('GR');
const codes = (decision: ReturnType<typeof decideSchool>) =>
  decision.outcome === 'refused' ? decision.refusals.map(({ field, code }) => [field, code]) : decision.outcome;

describe('R-1.p2 a school is registered once', () => {
  test('R-1.p2 given a key that nobody has, when a row is decided, then the school is created', () => {
    expect(decideSchool(greek, row, nobody)).toMatchObject({
      outcome: 'create',
      write: { schoolId: null, nsoId: 'GR' },
    });
  });

  test('R-1.p2 given the school as it is, when a row is decided, then nothing changes', () => {
    expect(decideSchool(greek, row, { ...nobody, byMinistryCode: athens })).toEqual({ outcome: 'unchanged' });
  });

  test('R-1.p2 given another name and a code more, when a row is decided, then these change and the rest stays', () => {
    const decision = decideSchool(
      greek,
      { ...row, name: '1st Lyceum', externalId: 'x-9' },
      { ...nobody, byMinistryCode: athens },
    );

    expect(decision).toMatchObject({
      outcome: 'change',
      changes: ['name', 'externalId'],
      write: { schoolId: 's1', name: '1st Lyceum', ministryCode: '0551', externalId: 'x-9' },
    });
  });

  test('R-1.p4 given a school that has another code already, when a row gives it one, then it is refused', () => {
    const known = { ...athens, externalId: 'x-1' };

    expect(codes(decideSchool(greek, { ...row, externalId: 'x-9' }, { ...nobody, byMinistryCode: known }))).toEqual([
      ['externalId', 'codeOfAnother'],
    ]);
  });

  test('R-1.p4 given the codes of two schools, when a row is decided, then it is refused', () => {
    const facts = { ...nobody, byMinistryCode: athens, byExternalId: { ...athens, schoolId: 's2', externalId: 'x-9' } };

    expect(codes(decideSchool(greek, { ...row, externalId: 'x-9' }, facts))).toEqual([
      ['externalId', 'keysOfTwoSchools'],
    ]);
  });

  test('given no key at all, when a row is decided, then it is refused: it could not be found again', () => {
    expect(codes(decideSchool(greek, { country: 'GR', name: 'School' }, nobody))).toEqual([
      ['ministryCode', 'keyMissing'],
    ]);
  });
});

describe('whose school it is', () => {
  test('given another NSO’s country, when an NSO’s administrator brings it in, then it is refused', () => {
    expect(codes(decideSchool(administrator('FR'), row, nobody))).toEqual([['country', 'notOfYourNso']]);
  });

  test('given any country, when a system administrator brings it in, then it is created', () => {
    expect(codes(decideSchool(administrator(), row, nobody))).toBe('create');
  });

  test('given a country that takes no part, when a row is decided, then it is refused', () => {
    expect(codes(decideSchool(administrator(), row, { ...nobody, nsoId: null }))).toEqual([
      ['country', 'countryUnknown'],
    ]);
  });
});
