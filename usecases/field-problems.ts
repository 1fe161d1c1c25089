import type { z } from 'zod';
import type { FieldProblem } from './problem.js';

/** What a schema found wrong, by field. Unknown fields are named one by one. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    return fields.map((field) => ({ field: field.join('.'), code: issue.code ?? 'custom', rule: null, values: {} }));
  });
}
