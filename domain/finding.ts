// What a check found. Errors refuse, warnings are shown to the applicant and to the evaluator.
import type { AnswerValues } from './step.js';

/** An id of RULES.md. */
export type RuleId = `R-${string}`;

export interface Finding<Code extends string> {
  rule: RuleId;
  code: Code;
  /** Path of the field that it is about, such as `founders.0.roleText`. */
  field: string;
  /** What was compared: ids, codes and numbers, never what a person wrote. */
  values: AnswerValues;
}
