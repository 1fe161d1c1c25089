import { z } from 'zod';
import { catalogueSchema } from '../../domain/catalogue.js';
import { localisedTextSchema } from '../../domain/rulebook/source.js';
import { rulebookSchema } from '../../domain/rulebook.js';
import { PERIOD_STATUSES } from '../../domain/vocabulary.js';
import { instant, kept } from '../route-schema.js';

const day = z.string().meta({ format: 'date' });

export const rulebookAnswerSchema = z
  .object({
    rulebookId: z.string(),
    sourceId: z.string().describe('The rulebook that a rehearsal is a copy of; otherwise the same as rulebookId'),
    kind: z.enum(['programme', 'rehearsal']),
    rulebook: kept(rulebookSchema),
  })
  .meta({ id: 'PublishedRulebook' });

export const catalogueAnswerSchema = z
  .object({
    rulebookId: z.string(),
    sourceId: z.string(),
    catalogue: kept(catalogueSchema),
  })
  .meta({ id: 'PublishedCatalogue' });

export const periodSchema = z
  .object({
    periodId: z.string(),
    rulebookId: z.string(),
    names: kept(localisedTextSchema),
    opensAt: instant,
    closesAt: instant.nullable().describe('Received before it counts; null until it is published'),
    evaluationOpensAt: instant.nullable(),
    evaluationClosesAt: instant.nullable(),
    opensOn: day.describe('The day that the rulebook gives, in programme time; so the others'),
    closesOn: day.nullable().describe('Last day for applications, inclusive (R-3.1.3)'),
    evaluationOpensOn: day.nullable(),
    evaluationClosesOn: day.nullable(),
    rule: z.string(),
  })
  .meta({ id: 'Period' });

const count = z.int().min(0);

/** How far one NSO is with the applications of a period. */
export const periodProgressSchema = z
  .object({
    nsoId: z.string(),
    status: z.enum(PERIOD_STATUSES).nullable().describe('Null while nobody at the NSO works with the product'),
    progress: z.object({
      received: count.describe('All applications of the period'),
      submitted: count.describe('Still open for edits (R-3.1.4)'),
      frozen: count,
      inEvaluation: count,
      awarded: count,
      refused: count,
      overdue: count.describe('Evaluations that are open after their due date'),
      unclaimed: count.describe('Open evaluations that nobody holds'),
    }),
    results: z
      .object({ received: count, awarded: count, refused: count, publishedAt: instant })
      .nullable()
      .describe('Null until everything is decided'),
  })
  .meta({ id: 'PeriodProgress' });
