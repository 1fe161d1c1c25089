import { z } from 'zod';
import { LANGUAGES, ROLES } from '../../domain/vocabulary.js';

const schoolSchema = z.object({ schoolId: z.uuid(), name: z.string(), countryCode: z.string() }).meta({ id: 'School' });

export const personSchema = z
  .object({
    userId: z.uuid(),
    teacherId: z.uuid().nullable(),
    displayName: z.string(),
    email: z.string(),
    language: z.enum(LANGUAGES),
    schools: z.array(schoolSchema).describe('The schools of the one profile (R-1.p1)'),
    headOfSchools: z.array(schoolSchema),
    grants: z
      .array(z.object({ role: z.enum(ROLES), nsoId: z.string().nullable(), schoolId: z.uuid().nullable() }))
      .readonly(),
  })
  .meta({ id: 'Person' });

export const teacherSchema = z
  .object({ teacherId: z.uuid(), displayName: z.string(), schools: z.array(schoolSchema) })
  .meta({ id: 'Teacher' });
