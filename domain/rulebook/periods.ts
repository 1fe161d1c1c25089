// Evaluation periods of the label, as dates of the programme.
import { z } from 'zod';
import { calendarDate } from '../calendar-date.js';
import { allDistinct, localisedTextSchema, partIdSchema, ruleIdSchema, sourceSchema } from './source.js';

export const periodSchema = z
  .strictObject({
    id: partIdSchema,
    names: localisedTextSchema,
    opensOn: calendarDate(),
    /** Last day for applications, inclusive to its end in the rulebook's time zone; null until it is published. */
    closesOn: calendarDate().nullable(),
    evaluationOpensOn: calendarDate().nullable(),
    /** Last day of the evaluation, inclusive. */
    evaluationClosesOn: calendarDate().nullable(),
    rule: ruleIdSchema,
    sources: z.strictObject({ applications: sourceSchema, evaluation: sourceSchema }),
  })
  .refine((period) => inOrder(period.opensOn, period.closesOn), { error: 'applications close before they open' })
  .refine((period) => period.closesOn === null || (period.evaluationOpensOn ?? '9') > period.closesOn, {
    error: 'the evaluation opens before applications are frozen',
  })
  .refine((period) => inOrder(period.evaluationOpensOn, period.evaluationClosesOn), {
    error: 'the evaluation closes before it opens',
  });
export type PeriodRules = z.output<typeof periodSchema>;

export const periodsSchema = z
  .array(periodSchema)
  .min(1)
  .max(20)
  .refine((periods) => allDistinct(periods, (period) => period.id), { error: 'a period twice' })
  .refine((periods) => periods.slice(0, -1).every((period) => period.closesOn !== null), {
    error: 'only the last period may be without a closing date',
  })
  .refine((periods) => periods.every((period, index) => inOrder(periods[index - 1]?.closesOn, period.opensOn)), {
    error: 'periods must stand in the order of time',
  });

function inOrder(first: string | null | undefined, second: string | null): boolean {
  return first == null || second === null || first <= second;
}
