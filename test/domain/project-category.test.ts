import { describe, expect, test } from '@jest/globals';
import { categoryOf, councilSchoolsOf, nsosOf } from '../../domain/project-category.js';
import { loadRulebook } from '../../rulebooks/load.js';

const rulebook = await loadRulebook('gr-2021-2022');
const athens = { schoolId: 'athens', country: 'GR' };
const patras = { schoolId: 'patras', country: 'GR' };
const lyon = { schoolId: 'lyon', country: 'FR' };
const tunis = { schoolId: 'tunis', country: 'TN' };

describe('the category of a project', () => {
  test('R-1.2.a: two countries make it European, eTwinning Plus countries too', () => {
    expect(categoryOf([athens, lyon])).toBe('european');
    expect(categoryOf([athens, patras, tunis])).toBe('european');
  });

  test('R-1.2.b: one country and different schools make it national', () => {
    expect(categoryOf([athens, patras, athens])).toBe('national');
  });

  test('R-1.2.c: teachers of one and the same school make it in-school', () => {
    expect(categoryOf([athens, athens])).toBe('inSchool');
  });

  test('a project without members has no category', () => {
    expect(() => categoryOf([])).toThrow(RangeError);
  });
});

describe('whose approval it needs', () => {
  test('R-1.4.f: the NSOs of both founders', () => {
    expect(nsosOf(rulebook, [athens, lyon])).toEqual(['GR', 'FR']);
    expect(nsosOf(rulebook, [lyon, athens])).toEqual(['FR', 'GR']);
  });

  test('R-1.2.b, R-1.2.c: one NSO where both founders have the same', () => {
    expect(nsosOf(rulebook, [athens, patras])).toEqual(['GR']);
  });

  test('R-1.4.a: the council of each founder’s Greek school, once', () => {
    expect(councilSchoolsOf(rulebook, [athens, lyon])).toEqual(['athens']);
    expect(councilSchoolsOf(rulebook, [athens, patras])).toEqual(['athens', 'patras']);
    expect(councilSchoolsOf(rulebook, [athens, athens])).toEqual(['athens']);
    expect(councilSchoolsOf(rulebook, [lyon, tunis])).toEqual([]);
  });

  test('a country that does not participate has no NSO', () => {
    expect(() => nsosOf(rulebook, [athens, { schoolId: 'boston', country: 'US' }])).toThrow(RangeError);
  });
});
