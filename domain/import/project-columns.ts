// The columns of running projects.
import { z } from 'zod';
import { calendarDate } from '../calendar-date.js';
import { PROJECT_CATEGORIES } from '../project-category.js';
import { CONTENT_LIMITS } from '../project-content.js';
import { line, text } from '../text.js';
import { email, languageCode, listOf, schoolKey } from './cells.js';

/** What was decided before the product: `council;GR:0551;approve;2021-11-10;12/2021;Maria` or `nso;GR;approve;2021-11-20;;Anna`. */
const paperDecision = z
  .string()
  .transform((cell) => cell.split(';').map((part) => part.trim()))
  .transform(([body, key, outcome, decidedOn, actNumber = '', decidedBy = '']) => {
    return { body, key, outcome, decidedOn, actNumber, decidedBy };
  })
  .pipe(
    z.discriminatedUnion('body', [
      z.object({
        body: z.literal('council'),
        key: schoolKey,
        outcome: z.literal('approve'),
        decidedOn: calendarDate(),
        actNumber: line(100).min(1),
        decidedBy: line(200).min(1),
      }),
      z.object({
        body: z.literal('nso'),
        key: line(10).min(1),
        outcome: z.literal('approve'),
        decidedOn: calendarDate(),
        actNumber: line(100),
        decidedBy: line(200).min(1),
      }),
    ]),
  );
export type PaperDecision = z.output<typeof paperDecision>;

/** A partner with the school and the role: `maria@school.example;GR:0552;Writes the diary`. */
const partner = z
  .string()
  .transform((cell) => {
    const [email, school, ...role] = cell.split(';').map((part) => part.trim());
    return { email, school, role: role.join(';') };
  })
  .pipe(z.object({ email, school: schoolKey, role: text(CONTENT_LIMITS.roleText) }));
export type PartnerRow = z.output<typeof partner>;
const LONGEST_PARTNERS = 50_000;

export const IMPORT_STAGES = ['council', 'nsos', 'active', 'completed'] as const;
export type ImportStage = (typeof IMPORT_STAGES)[number];
const longText = text(CONTENT_LIMITS.text).min(1);

export const projectColumns = z.strictObject({
  /** By which the project is found again, within the NSO of its first founder. */
  reference: line(100).min(1),
  title: line(CONTENT_LIMITS.title).min(1),
  shortDescription: longText,
  goals: longText,
  timetable: longText,
  expectedResults: longText,
  language: languageCode,
  languageOfApplication: languageCode.optional(),
  /** Follows from the schools; a row that says another one is refused. */
  category: z.enum(PROJECT_CATEGORIES).optional(),
  founder1: email,
  school1: schoolKey,
  role1: text(CONTENT_LIMITS.roleText).optional(),
  founder2: email,
  school2: schoolKey,
  role2: text(CONTENT_LIMITS.roleText).optional(),
  partners: listOf(partner, LONGEST_PARTNERS).optional(),
  stage: z.enum(IMPORT_STAGES),
  decisions: listOf(paperDecision).optional(),
  completedOn: calendarDate().optional(),
  summary: text(5_000).min(1).optional(),
});
export type ProjectRow = z.output<typeof projectColumns>;
