// What a teacher writes to submit a project (R-1.4.e). The API, the pages and drafts know no other schema.
// A draft may leave texts empty; checkSubmission says what is missing.
import { z } from 'zod';
import { embeddingSchema } from './embedding.js';
import { GROUP_KINDS, pupilsGroupSchema } from './pupils-group.js';
import { line, text } from './text.js';
import { uuid } from './uuid.js';

/** Hard limits that keep a request small, in UTF-16 units and members. The rulebook's own limits are stricter. */
export const CONTENT_LIMITS = { title: 500, text: 20_000, roleText: 5_000, partners: 500, languageCode: 3 } as const;

const memberSchema = z.strictObject({
  teacherId: uuid(),
  /** R-2.f: the one school with whose pupils the teacher takes part. */
  schoolId: uuid(),
  /** .a.I: what this member does, as part of the description of the activities. */
  roleText: text(CONTENT_LIMITS.roleText),
});
export type ProjectMember = z.output<typeof memberSchema>;

/** .b: a whole section of one school, or pupils of several sections or grades of the same school. */
const pupilsSchema = z
  .strictObject({
    kind: z.enum(GROUP_KINDS),
    ageFrom: z.int().min(2).max(25),
    ageTo: z.int().min(2).max(25),
  })
  .refine((pupils) => pupils.ageFrom <= pupils.ageTo, { error: 'ageFrom must not be above ageTo', path: ['ageTo'] });

export const projectContentSchema = z.strictObject({
  title: line(CONTENT_LIMITS.title),
  shortDescription: text(CONTENT_LIMITS.text),
  goals: text(CONTENT_LIMITS.text),
  timetable: text(CONTENT_LIMITS.text),
  expectedResults: text(CONTENT_LIMITS.text),
  /** .a.IV: the language of communication on which the partners agreed. */
  language: line(CONTENT_LIMITS.languageCode),
  /** .g: the language in which the application is written. */
  languageOfApplication: line(CONTENT_LIMITS.languageCode),
  pupils: pupilsSchema.optional(),
  embedding: embeddingSchema.exactOptional(),
  /** .b: at most one for each school that takes part. */
  pupilsGroups: z.array(pupilsGroupSchema).min(1).max(CONTENT_LIMITS.partners).exactOptional(),
  founders: z.tuple([memberSchema, memberSchema]),
  partners: z.array(memberSchema).max(CONTENT_LIMITS.partners),
});
export type ProjectContent = z.output<typeof projectContentSchema>;

/** Everybody who takes part, the two founders first. */
export function membersOf(content: Pick<ProjectContent, 'founders' | 'partners'>): ProjectMember[] {
  return [...content.founders, ...content.partners];
}
