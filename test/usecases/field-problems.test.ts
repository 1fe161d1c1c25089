import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { councilDecisionSchema, evaluationSchema, nsoDecisionSchema } from '../../domain/decision-content.js';
import { fieldProblems } from '../../usecases/field-problems.js';

function problemsOf(schema: z.ZodType, input: unknown) {
  const { error } = schema.safeParse(input, { reportInput: true });
  if (error === undefined) throw new Error('the input is good');
  return fieldProblems(error);
}

describe('what is wrong with an input', () => {
  const schema = z.strictObject({
    title: z.string().min(1).max(5),
    count: z.int().min(1).max(3),
    kind: z.enum(['a', 'b']),
    list: z.array(z.strictObject({ on: z.string() })).max(1),
  });
  const good = { title: 'x', count: 1, kind: 'a', list: [] };

  it.each([
    ['a missing field', { title: undefined }, 'title', 'required', {}],
    ['an empty text that must not be', { title: '' }, 'title', 'required', {}],
    ['a text that is too long', { title: 'abcdef' }, 'title', 'tooLong', { maximum: 5 }],
    ['another type', { title: 7 }, 'title', 'wrongType', { expected: 'string' }],
    ['null', { title: null }, 'title', 'wrongType', { expected: 'string' }],
    ['a number that is too large', { count: 4 }, 'count', 'tooLarge', { maximum: 3 }],
    ['a number that is too small', { count: 0 }, 'count', 'tooSmall', { minimum: 1 }],
    ['a word that is not offered', { kind: 'c' }, 'kind', 'notAllowed', { allowed: 'a, b' }],
    ['too many items', { list: [{ on: '' }, { on: '' }] }, 'list', 'tooMany', { maximum: 1 }],
    ['something inside a list', { list: [{}] }, 'list.0.on', 'required', {}],
    ['an unknown field', { extra: 1 }, 'extra', 'unknownField', {}],
    ['an unknown field inside', { list: [{ on: '', off: '' }] }, 'list.0.off', 'unknownField', {}],
  ])('names %s', (_what, change, field, code, values) => {
    expect(problemsOf(schema, { ...good, ...change })).toEqual([{ field, code, rule: null, values }]);
  });

  it('names every place at once', () => {
    expect(problemsOf(schema, {}).map((problem) => problem.field)).toEqual(['title', 'count', 'kind', 'list']);
  });

  it('names at most 50, however many unknown fields are sent', () => {
    const flood = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field${index}`, 1]));

    expect(problemsOf(schema, { ...good, ...flood })).toHaveLength(50);
  });

  it('never repeats what was sent, and shortens the name of an unknown field', () => {
    const problems = JSON.stringify(problemsOf(schema, { ...good, kind: 'canary-value', [`k${'x'.repeat(500)}`]: 1 }));

    expect(problems).not.toContain('canary-value');
    expect(problems).not.toContain('x'.repeat(61));
  });

  it('of several alternatives explains the one that was meant', () => {
    const decision = z.xor([nsoDecisionSchema, councilDecisionSchema, evaluationSchema]);
    const withoutAct = { outcome: 'approve', sessionOn: '2022-03-01', specialSession: true };

    expect(problemsOf(decision, withoutAct)).toEqual([
      { field: 'actNumber', code: 'required', rule: null, values: {} },
    ]);
    expect(problemsOf(decision, { outcome: 'reject' })).toEqual([
      { field: 'reason', code: 'required', rule: null, values: {} },
    ]);
  });
});
