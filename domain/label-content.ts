// What a teacher writes to apply for the National Quality Label. Drafts too.
import { z } from 'zod';
import { link } from './link.js';
import { allDistinct, partIdSchema } from './rulebook/source.js';
import { text } from './text.js';

/** Hard limits that keep a request small. */
const HARD_LIMITS = { criteria: 20, text: 20_000, links: 20 } as const;

/** why the applicant considers that the project meets the criterion. */
const selfAssessmentSchema = z.strictObject({ criterion: partIdSchema, text: text(HARD_LIMITS.text) });

/** .p (a), (b), (c): TwinSpace was the main platform for it. Also what an evaluator confirms. */
export const twinspaceUseSchema = z.strictObject({
  activities: z.boolean(),
  communication: z.boolean(),
  record: z.boolean(),
});

export const labelContentSchema = z.strictObject({
  selfAssessment: z
    .array(selfAssessmentSchema)
    .max(HARD_LIMITS.criteria)
    .refine((answers) => allDistinct(answers, (answer) => answer.criterion), { error: 'a criterion twice' }),
  twinspaceDeclaration: twinspaceUseSchema,
  resultsLinks: z.array(link()).max(HARD_LIMITS.links),
});
export type LabelContent = z.output<typeof labelContentSchema>;
