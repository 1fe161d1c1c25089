// What zod says about an input, as places in it. Never the value itself: it may be what should not be repeated.
import type { $ZodError, $ZodIssue } from 'zod/v4/core';
import type { AnswerValues } from '../domain/step.js';
import type { FieldProblem } from './problem.js';

const MAXIMUM_FIELDS = 50;

/** Lists every place that is wrong, at most 50. The parse must have been made with `reportInput`, or what is missing counts as of the wrong type. */
export function fieldProblems(error: $ZodError): FieldProblem[] {
  return error.issues.flatMap((issue) => describe(issue, [])).slice(0, MAXIMUM_FIELDS);
}

function describe(issue: $ZodIssue, parent: readonly PropertyKey[]): FieldProblem[] {
  const path = [...parent, ...issue.path];
  const one = (code: string, values: AnswerValues = {}): FieldProblem[] => [
    { field: path.map(String).join('.'), code, rule: null, values },
  ];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        field: [...path, shortened(key)].map(String).join('.'),
        code: 'unknownField',
        rule: null,
        values: {},
      }));
    case 'invalid_type':
      return issue.input === undefined ? one('required') : one('wrongType', { expected: issue.expected });
    case 'too_big':
      return one(sizeCode(issue.origin, 'tooLong', 'tooMany', 'tooLarge'), { maximum: Number(issue.maximum) });
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) === 1) return one('required');
      return one(sizeCode(issue.origin, 'tooShort', 'tooFew', 'tooSmall'), { minimum: Number(issue.minimum) });
    case 'invalid_format':
      return one('wrongFormat', { format: issue.format });
    case 'invalid_value':
      return issue.input === undefined ? one('required') : one('notAllowed', { allowed: issue.values.join(', ') });
    case 'invalid_union':
      return closestBranch(issue.errors)?.flatMap((inner) => describe(inner, path)) ?? one('notAllowed');
    default:
      return one('invalidValue');
  }
}

/** Of the alternatives that an input could have been, the one that it misses least. */
function closestBranch(branches: readonly (readonly $ZodIssue[])[]): readonly $ZodIssue[] | undefined {
  const weight = (issues: readonly $ZodIssue[]) =>
    issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
  return [...branches].sort((a, b) => weight(a) - weight(b))[0];
}

function sizeCode(origin: string, ofText: string, ofList: string, ofNumber: string): string {
  if (origin === 'string') return ofText;
  return origin === 'array' || origin === 'set' ? ofList : ofNumber;
}

/** A key that nobody knows comes from the caller and may be of any length. */
function shortened(key: string): string {
  return key.length > 60 ? `${key.slice(0, 60)}…` : key;
}
