// Limits on a project's submission.
import { z } from 'zod';
import { calendarDate } from '../calendar-date.js';
import { CONTENT_LIMITS } from '../project-content.js';
import { allDistinct, countryCodeSchema, languageCodeSchema, ruleIdSchema, sourceSchema } from './source.js';

/** No rulebook may allow more than the content's schema lets through. */
const lengthWithin = (hardLimit: number) => z.int().min(1).max(hardLimit);

export const projectRulesSchema = z.strictObject({
  maximumLengths: z.strictObject({
    title: lengthWithin(CONTENT_LIMITS.title),
    shortDescription: lengthWithin(CONTENT_LIMITS.text),
    goals: lengthWithin(CONTENT_LIMITS.text),
    timetable: lengthWithin(CONTENT_LIMITS.text),
    expectedResults: lengthWithin(CONTENT_LIMITS.text),
    roleText: lengthWithin(CONTENT_LIMITS.roleText),
  }),
  /** Languages in which a team may agree to communicate. */
  languages: z
    .array(languageCodeSchema)
    .min(1)
    .max(100)
    .refine((languages) => allDistinct(languages, (language) => language), { error: 'a language twice' }),
  /** .a.III: members of the country are warned of when they are more than `maximumRatio` times the others. */
  balance: z.strictObject({ country: countryCodeSchema, maximumRatio: z.number().positive().max(100) }),
  /** .a.II: a team of this many is warned that communication may suffer. Never a limit (R-1.4.d). */
  largeTeamMembers: z.int().min(3),
  source: sourceSchema,
});
export type ProjectRules = z.output<typeof projectRulesSchema>;

/** .a: a project lasts as long as its partners agree; one that nobody completes is given up in the end. */
export const activeProjectsSchema = z
  .strictObject({
    /** Days on which the founders of an active project are reminded to complete it. */
    remindersOn: z.array(calendarDate()).max(20),
    /** The day at whose beginning what is still active lapses. */
    lapsesOn: calendarDate(),
    source: sourceSchema,
  })
  .refine(
    ({ remindersOn, lapsesOn }) =>
      [...remindersOn, lapsesOn].every((on, index, all) => index === 0 || (all[index - 1] ?? '') < on),
    {
      error: 'days must ascend',
    },
  );

/** R-2.e: pupils of secondary schools outside the timetable. The records have two slots for a pupil and school year. */
export const pupilRulesSchema = z.strictObject({
  countries: z.array(countryCodeSchema).min(1).max(100),
  maximumOutsideProjects: z.int().min(1).max(2),
  source: sourceSchema,
});

/** Where the Teachers' Council of a founder's school must approve before the NSOs (R-1.4.a). */
export const councilRulesSchema = z.strictObject({
  requiredInCountries: z
    .array(countryCodeSchema)
    .max(100)
    .refine((codes) => allDistinct(codes, (code) => code), { error: 'a country twice' }),
  rule: ruleIdSchema,
});
