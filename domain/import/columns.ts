// The columns of each import: what a row's cells must be. An empty cell counts as left out.
import { z } from 'zod';
import { line } from '../text.js';
import { LANGUAGES, ROLES } from '../vocabulary.js';

const LONGEST_LIST = 20;
const countryCode = z.string().regex(/^[A-Z]{2}$/);
/** `GR:0551234`: the country, and the Ministry's code or the external id. */
const schoolKey = line(120).regex(/^[A-Z]{2}:\S.*$/);
const languageCode = z.string().regex(/^[a-z]{2,3}$/);

/** Several values in one cell, separated by `|`. */
function listOf<Item extends z.ZodType<unknown, string>>(item: Item) {
  return z
    .string()
    .max(2_500, { abort: true })
    .transform((cell) => [...new Set(cell.split('|').map((each) => each.trim()))].filter((each) => each !== ''))
    .pipe(z.array(item).min(1).max(LONGEST_LIST));
}

const person = {
  email: z.email().max(254),
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
