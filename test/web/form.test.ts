import { describe, expect, test } from '@jest/globals';
import { enteredIn, formObject } from '../../web/form.js';
import { placedInForm } from '../../web/form-fields.js';

describe('what a form sent', () => {
  test('given dotted names, when they are read, then they make the object that the schemas know', () => {
    const entered = enteredIn({
      formToken: 'token',
      key: 'key',
      'scores.0.criterion': 'results',
      'scores.0.points:number': ' 4 ',
      'scores.1.criterion': 'technology',
      'scores.1.points:number': '',
      'uses.record:boolean': ['no', 'yes'],
      'uses.activities:boolean': 'no',
      feedback: 'Two\r\nlines',
    });

    expect(formObject(entered)).toEqual({
      scores: [{ criterion: 'results', points: 4 }, { criterion: 'technology' }],
      uses: { record: true, activities: false },
      feedback: 'Two\nlines',
    });
  });

  test('given names that would reach into objects themselves, when they are read, then they are left out', () => {
    const hostile = {
      '__proto__.admin': 'yes',
      'a.__proto__.admin': 'yes',
      'constructor.prototype.admin': 'yes',
      '': 'x',
    };

    const read = formObject(hostile) as Record<string, unknown>;

    expect(Object.keys(read)).toEqual(['constructor']);
    expect(({} as { admin?: string }).admin).toBeUndefined();
  });

  test('given a name of 30,000 levels, when it is read, then it is left out at once', () => {
    const deep = `a${'.a'.repeat(30_000)}`;

    expect(formObject({ [deep]: 'x', title: 'Rivers' })).toEqual({ title: 'Rivers' });
  });

  test('given a number that is none, when it is read, then the schema will say so', () => {
    expect(formObject({ 'points:number': 'four' })).toEqual({ points: Number.NaN });
  });
});

describe('where a finding stands in the form', () => {
  const values = {
    'scores.0.criterion': 'results',
    'scores.1.criterion': 'technology',
    'selfAssessment.0.criterion': 'results',
    'selfAssessment.1.criterion': 'pedagogy',
    'founders.1.member': '',
    sessionOn: '',
  };
  const finding = (field: string, code: string, compared = {}) => ({ field, code, rule: null, values: compared });

  test.each([
    ['scores.technology', 'missing', {}, 'scores.1.points', 'missing'],
    ['scores.0.comment', 'tooLong', {}, 'scores.0.comment', 'tooLong'],
    [
      'selfAssessment',
      'selfAssessmentMissing',
      { criterion: 'pedagogy' },
      'selfAssessment.1.text',
      'selfAssessmentMissing',
    ],
    ['founders', 'foundersNotDistinct', {}, 'founders.0.member', 'foundersNotDistinct'],
    ['founders.1.schoolId', 'wrongFormat', {}, 'founders.1.member', 'required'],
    ['founders.1.roleText', 'roleTextMissing', {}, 'founders.1.roleText', 'roleTextMissing'],
    ['partners.3.teacherId', 'teacherNotRegistered', {}, 'partners.3.member', 'teacherNotRegistered'],
    ['resultsLinks.2', 'invalidValue', {}, 'links', 'invalidValue'],
    ['sessionOn', 'invalidValue', {}, 'sessionOn', 'required'],
  ])('given %s (%s), when it is placed, then a field has it', (field, code, compared, place, said) => {
    expect(placedInForm(values, [finding(field, code, compared)])).toMatchObject([{ field: place, code: said }]);
  });
});
