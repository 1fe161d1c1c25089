// The National Quality Label: slots, criteria, points and the confirmations that its award needs.
import { z } from 'zod';
import { allDistinct, localisedTextSchema, partIdSchema, ruleIdSchema, sourceSchema } from './source.js';

const points = z.int().min(0).max(1000);

const criterionSchema = z.strictObject({ id: partIdSchema, names: localisedTextSchema, maximum: points.min(1) });

const subCriterionSchema = z
  .strictObject({ id: partIdSchema, names: localisedTextSchema, minimum: points, maximum: points.min(1) })
  .refine((sub) => sub.minimum <= sub.maximum, { error: 'minimum above maximum' });

/** The three uses of TwinSpace that .p names under (a), (b) and (c). */
export const TWINSPACE_USES = ['activities', 'communication', 'record'] as const;
export type TwinspaceUse = (typeof TWINSPACE_USES)[number];

const confirmationSchema = z.strictObject({
  id: z.enum(TWINSPACE_USES),
  names: localisedTextSchema,
  rule: ruleIdSchema,
});

export const labelRulesSchema = z
  .strictObject({
    /** .b, R-3.1.2: the records hold four slots per teacher and period; a rulebook may allow fewer, never more. */
    maximumPerPeriod: z.int().min(1).max(4),
    criteria: z.array(criterionSchema).min(1).max(20),
    thresholdPoints: z.int().min(0),
    subCriteria: z.array(subCriterionSchema).max(20),
    evaluatorsPerApplication: z.int().min(1).max(9),
    twinspaceConfirmations: z.array(confirmationSchema).max(TWINSPACE_USES.length),
    sources: z.strictObject({
      maximumPerPeriod: sourceSchema,
      criteria: sourceSchema,
      points: sourceSchema,
      subCriteria: sourceSchema,
      evaluatorsPerApplication: sourceSchema,
      twinspaceConfirmations: sourceSchema,
    }),
  })
  .refine((label) => allDistinct(label.criteria, (criterion) => criterion.id), { error: 'a criterion twice' })
  .refine((label) => allDistinct(label.subCriteria, (sub) => sub.id), { error: 'a sub-criterion twice' })
  .refine((label) => allDistinct(label.twinspaceConfirmations, (confirmation) => confirmation.id), {
    error: 'a confirmation twice',
  })
  .refine((label) => label.thresholdPoints <= maximumPointsOf(label), { error: 'a threshold that nobody can reach' });
export type LabelRules = z.output<typeof labelRulesSchema>;

/** The most points that an application can get. Sub-criteria are minima beside them and do not add up. */
export function maximumPointsOf(label: { criteria: readonly { maximum: number }[] }): number {
  return label.criteria.reduce((sum, criterion) => sum + criterion.maximum, 0);
}
