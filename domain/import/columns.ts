// The columns of schools, teachers and users: what a row's cells must be. An empty cell counts as left out.
import { z } from 'zod';
import { line } from '../text.js';
import { LANGUAGES, ROLES } from '../vocabulary.js';
import { countryCode, email, languageCode, listOf, schoolKey } from './cells.js';

const person = {
  email,
  name: line(200).min(1),
  language: z.enum(LANGUAGES),
  /** Of the sign-in provider; the product's own unless given. */
  issuer: z.url().max(500).optional(),
  /** By which the sign-in provider knows the person; needed for whoever is new. */
  subject: line(255).optional(),
};

export const schoolColumns = z.strictObject({
  country: countryCode,
  ministryCode: line(50).optional(),
  externalId: line(100).optional(),
  name: line(200).min(1),
});
export type SchoolRow = z.output<typeof schoolColumns>;

export const teacherColumns = z.strictObject({
  ...person,
  motherTongues: listOf(languageCode),
  understands: listOf(languageCode).optional(),
  schools: listOf(schoolKey),
});
export type TeacherRow = z.output<typeof teacherColumns>;

export const userColumns = z.strictObject({
  ...person,
  role: z.enum(ROLES).exclude(['teacher']),
  nso: line(10).optional(),
  school: schoolKey.optional(),
});
export type UserRow = z.output<typeof userColumns>;
export type PersonRow = Pick<UserRow, keyof typeof person>;
