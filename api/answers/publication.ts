import { z } from 'zod';
import { PUBLICATION_KINDS, PUBLICATION_STATUSES, publicationSchema } from '../../domain/publication.js';
import { instant, kept } from '../route-schema.js';

const count = z.int().min(0);

const affectedSchema = z.object({
  runningProjects: count.describe('Projects that have not ended; under a new rulebook they keep the one they have'),
  drafts: count.describe('Drafts of projects, which keep the rulebook under which they were begun'),
  awaitingPeriod: count.describe('Applications that wait for a period to be published (R-3.1.5)'),
  inPeriod: count.describe('Applications that are in the period already, and learn its dates'),
});

/** What publishing would do now. */
export const publicationPreviewSchema = z
  .object({
    publicationId: z.uuid().nullable().describe('Null where it was only previewed'),
    rulebookId: z.string(),
    affected: affectedSchema,
    change: z
      .object({
        kind: z.enum(['added', 'dated']).describe('dated: the period was there without a deadline'),
        position: z.int().min(1),
        period: z.object({
          periodId: z.string(),
          opensAt: instant,
          closesAt: instant.nullable(),
          evaluationOpensAt: instant.nullable(),
          evaluationClosesAt: instant.nullable(),
        }),
      })
      .nullable()
      .describe('Null for a rulebook'),
  })
  .meta({ id: 'PublicationPreview' });

const person = z.object({ userId: z.uuid(), displayName: z.string() });

const publication = {
  publicationId: z.uuid(),
  kind: z.enum(PUBLICATION_KINDS),
  rulebookId: z.string(),
  status: z.enum(PUBLICATION_STATUSES),
  proposedBy: person,
  proposedAt: instant,
  closedBy: person.nullable().describe('Who published or withdrew it'),
  closedAt: instant.nullable(),
};

/** A row of the list: without the rulebook or period itself. */
export const publicationRowSchema = z.object(publication).meta({ id: 'PublicationRow' });

export const publicationAnswerSchema = z
  .object({ ...publication, content: kept(publicationSchema), affected: affectedSchema.exactOptional() })
  .meta({ id: 'Publication' });
