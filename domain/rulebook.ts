// The rulebook: what the circular of one year and country lays down, as data. A project keeps the rulebook under which it
// was submitted. Its dates are programme time; programmeClock says which real instants they are.
import { z } from 'zod';
import { calendarDate } from './calendar-date.js';
import { programmeClockSchema } from './programme-clock.js';
import { evaluationRulesSchema } from './rulebook/evaluation.js';
import { labelRulesSchema } from './rulebook/label.js';
import { countrySchema, type Nso, nsoSchema, timeZoneSchema } from './rulebook/nsos.js';
import { periodsSchema } from './rulebook/periods.js';
import { activeProjectsSchema, councilRulesSchema, projectRulesSchema, pupilRulesSchema } from './rulebook/project.js';
import { registrationRulesSchema } from './rulebook/registration.js';
import { allDistinct, localisedTextSchema, partIdSchema, ruleIdSchema, sourceSchema } from './rulebook/source.js';
import { taskPoliciesSchema } from './rulebook/tasks.js';
import { line } from './text.js';

const mailAddress = z.email().max(200);

const schoolYearSchema = z
  .strictObject({ name: line(20).min(1), startsOn: calendarDate(), endsOn: calendarDate() })
  .refine((year) => year.startsOn < year.endsOn, { error: 'a school year that ends before it starts' });

/** whom to ask. */
const contactsSchema = z.strictObject({
  general: mailAddress,
  qualityLabels: mailAddress,
  courses: mailAddress,
  website: z.url().max(200),
  ambassadors: z.url().max(200),
  secretariatPhone: line(40).min(1),
  rule: ruleIdSchema,
});

export const rulebookSchema = z
  .strictObject({
    id: partIdSchema,
    title: localisedTextSchema,
    schoolYear: schoolYearSchema,
    /** Zone in which the rulebook's own dates begin and end; each NSO's working days are in its own. */
    timeZone: timeZoneSchema,
    source: sourceSchema,
    programmeClock: programmeClockSchema,
    countries: z.array(countrySchema).min(1).max(100),
    nsos: z.array(nsoSchema).min(1).max(100),
    /** Rulebooks that were published before this was known do not have it: under them nobody is inactive. */
    registration: registrationRulesSchema.optional(),
    council: councilRulesSchema,
    taskPolicies: taskPoliciesSchema,
    project: projectRulesSchema,
    /** Rulebooks that were published before this was known, or whose country has no such limit, do not have it. */
    pupils: pupilRulesSchema.optional(),
    activeProjects: activeProjectsSchema,
    label: labelRulesSchema,
    periods: periodsSchema,
    /** Rulebooks that were published before there were evaluation periods do not have it: then nobody is told or allocated anything. */
    evaluation: evaluationRulesSchema.optional(),
    /** How often an application that waits for a period looks whether one has been published. */
    awaitingPeriodCheckDays: z.int().min(1).max(60),
    /** Over how many minutes after a deadline workflows freeze their applications; 0 in benches. */
    freezeSpreadMinutes: z.int().min(0).max(600),
    contacts: contactsSchema,
  })
  .superRefine((rulebook, context) => {
    const problem = (message: string) => context.addIssue({ code: 'custom', message });
    const codes = new Set(rulebook.countries.map((country) => country.code));
    if (codes.size !== rulebook.countries.length) problem('a country twice');
    if (!allDistinct(rulebook.nsos, (nso) => nso.id)) problem('an NSO twice');
    const withNso = new Set(rulebook.nsos.map((nso) => nso.country));
    for (const code of codes) if (!withNso.has(code)) problem(`country ${code} has no NSO`);
    const mentioned = [...withNso, ...rulebook.council.requiredInCountries, rulebook.project.balance.country];
    for (const code of mentioned) if (!codes.has(code)) problem(`${code} is not a participating country`);
  });

export type Rulebook = z.output<typeof rulebookSchema>;

/**
 * Checks what was read from a rulebook's files.
 * @throws Error that lists every problem with its path
 */
export function parseRulebook(json: unknown): Rulebook {
  const parsed = rulebookSchema.safeParse(json);
  if (!parsed.success) throw new Error(`this is not a rulebook:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/**
 * The NSO with that id; its working calendar is part of it.
 * @throws RangeError when the rulebook does not know it
 */
export function nsoOf(rulebook: Rulebook, nsoId: string): Nso {
  const found = rulebook.nsos.find((nso) => nso.id === nsoId);
  if (found === undefined) throw new RangeError(`unknown NSO: ${JSON.stringify(nsoId.slice(0, 40))}`);
  return found;
}
