import { z } from 'zod';
import { labelContentSchema } from '../../domain/label-content.js';
import { LABEL_STATUSES } from '../../domain/vocabulary.js';
import { findingSchema, instant, kept } from '../route-schema.js';

const outcomeSchema = z.object({
  outcome: z.enum(['award', 'refuse']),
  decidedAt: instant,
  points: z.number(),
  maximumPoints: z.number(),
  feedback: z.string(),
  scores: z.array(z.object({ criterion: z.string(), points: z.number(), comment: z.string() })),
});

export const labelApplicationSchema = z
  .object({
    applicationId: z.uuid(),
    projectId: z.uuid(),
    projectTitle: z.string(),
    rulebookId: z.string(),
    status: z.enum([...LABEL_STATUSES, 'draft']),
    periodId: z.string().nullable(),
    closesAt: instant.nullable().describe('Edits received before it count (R-3.1.4)'),
    receivedAt: instant.nullable(),
    rolledOver: z
      .object({ fromPeriodId: z.string(), receivedAt: instant, closedAt: instant, rule: z.literal('R-3.1.5') })
      .nullable()
      .describe('Why it belongs to a later period than the one that it missed'),
    version: z.int(),
    savedAt: instant,
    savedBy: z.string().describe('Name of whoever saved this version'),
    content: kept(labelContentSchema),
    editable: z.boolean(),
    outcome: outcomeSchema.nullable().describe('Once it is decided'),
    check: z.object({ errors: z.array(findingSchema), warnings: z.array(findingSchema) }),
  })
  .meta({ id: 'LabelApplication' });

export const applicationVersionsSchema = z
  .object({
    items: z.array(
      z.object({
        version: z.int(),
        receivedAt: instant,
        sentBy: z.string().describe('Name of whoever sent it'),
        isFrozen: z.boolean().describe('The one that counts: the last received before the deadline (R-3.1.4)'),
      }),
    ),
  })
  .meta({ id: 'LabelApplicationVersions' });

/** An edit that needed no command: of a draft, or with the content that was there already. */
export const savedSchema = z
  .object({ kind: z.literal('saved'), version: z.int(), savedAt: instant })
  .meta({ id: 'SavedLabelApplication' });
