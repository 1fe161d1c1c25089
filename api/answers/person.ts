import { z } from 'zod';
import { LANGUAGES, ROLES } from '../../domain/vocabulary.js';
import { instant } from '../route-schema.js';

const schoolSchema = z.object({ schoolId: z.uuid(), name: z.string(), countryCode: z.string() }).meta({ id: 'School' });

export const registrationAnswerSchema = z
  .object({
    lastSignedInAt: instant,
    inactive: z.boolean().describe('Not signed in for more than three years: register again (R-1.p5)'),
    conductAcceptedAt: instant.nullable().describe('When the code of conduct was accepted last (R-1.3.c)'),
    looksForPartners: z.boolean(),
    topics: z.array(z.string()).describe('What the teacher declared an interest in (R-1.p6)'),
  })
  .meta({ id: 'Registration' });

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
    registration: registrationAnswerSchema.nullable().describe('Null for who is no teacher'),
  })
  .meta({ id: 'Person' });

export const teacherSchema = z
  .object({ teacherId: z.uuid(), displayName: z.string(), schools: z.array(schoolSchema) })
  .meta({ id: 'Teacher' });
