import { z } from 'zod';
import { PROJECT_CATEGORIES } from '../../domain/project-category.js';
import { projectContentSchema } from '../../domain/project-content.js';
import { findingSchema, instant, kept } from '../route-schema.js';

export const projectDraftSchema = z
  .object({
    projectId: z.uuid(),
    rulebookId: z.string(),
    content: kept(projectContentSchema),
    version: z.int(),
    updatedAt: instant,
    savedBy: z.string().describe('Name of whoever saved this version'),
    check: z
      .object({
        errors: z.array(findingSchema).describe('What refuses the submission'),
        warnings: z.array(findingSchema).describe('What applicant and evaluators are warned of'),
        category: z.enum(PROJECT_CATEGORIES).nullable(),
      })
      .describe('What a submission would meet now'),
  })
  .meta({ id: 'ProjectDraft' });
