// What a use case said no to, as the form that is shown again with it.
import type { z } from 'zod';
import { fieldProblems } from '../../usecases/field-problems.js';
import { PROBLEM_STATUS, Problem } from '../../usecases/problem.js';
import { VersionConflict } from '../../usecases/version-conflict.js';
import type { FormState } from '../form.js';
import { placedInForm } from '../form-fields.js';

/** Problems that a page of their own tells better: there is nothing to show the form beside. */
const NOT_BESIDE_A_FORM = new Set(['notFound', 'unauthenticated', 'unknownPerson', 'malformed']);

export interface RefusedForm {
  status: number;
  form: FormState;
}

/**
 * The form with what was entered and what is wrong with it.
 * @throws the error itself when it is no refusal, or none that belongs beside a form
 */
export function refusedForm(error: unknown, { values, version }: Pick<FormState, 'values' | 'version'>): RefusedForm {
  if (!(error instanceof Problem) || NOT_BESIDE_A_FORM.has(error.code)) throw error;
  const fields = placedInForm(values, error.fields);
  return {
    status: PROBLEM_STATUS[error.code],
    form: { values, version, fields, ...(fields.length === 0 && { problem: error }) },
  };
}

/**
 * After a conflict, from a form that names no version, or one that was sent, gone back to, changed and sent again: with the values of what is stored now.
 * They are read again, so that they fit the version that the form names.
 */
export function besideStored(form: FormState, stored: FormState): FormState {
  const isOlder =
    form.problem instanceof VersionConflict ||
    ['idempotencyKeyReused', 'versionMissing'].includes(form.problem?.code ?? '');
  return isOlder ? { ...form, stored: stored.values } : form;
}

/** What was entered, by the schema that the JSON routes use. @throws Problem `invalid` with each field that is wrong */
export function validated<Schema extends z.ZodType>(schema: Schema, entered: unknown): z.output<Schema> {
  const parsed = schema.safeParse(entered, { reportInput: true });
  if (!parsed.success) throw new Problem('invalid', null, {}, fieldProblems(parsed.error));
  return parsed.data;
}
