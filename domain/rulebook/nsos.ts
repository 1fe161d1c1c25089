// Participating countries and their National Support Organisations (NSOs).
import { z } from 'zod';
import { calendarDate } from '../calendar-date.js';
import { allDistinct, countryCodeSchema, languageCodeSchema, localisedTextSchema } from './source.js';

/** .a (eTwinning) and .b (eTwinning Plus). */
export const countrySchema = z.strictObject({
  code: countryCodeSchema,
  kind: z.enum(['eTwinning', 'eTwinningPlus']),
  names: localisedTextSchema,
});
export type Country = z.output<typeof countrySchema>;

export const timeZoneSchema = z.string().max(40, { abort: true }).refine(isTimeZone, { error: 'not a time zone' });

const ascending = (values: readonly (string | number)[]) =>
  values.every((value, index) => index === 0 || (values[index - 1] ?? value) < value);

/** One NSO, with its working calendar. Its id is its country's code. */
export const nsoSchema = z
  .strictObject({
    id: countryCodeSchema,
    country: countryCodeSchema,
    names: localisedTextSchema,
    languages: z.array(languageCodeSchema).min(1).max(6),
    timeZone: timeZoneSchema,
    /** ISO weekdays, 1 = Monday to 7 = Sunday. */
    weekend: z.array(z.int().min(1).max(7)).max(6).refine(ascending, { error: 'weekdays must ascend' }),
    /** Days besides the weekend on which the NSO is closed. */
    closedOn: z.array(calendarDate()).max(400).refine(ascending, { error: 'days must ascend' }),
  })
  .refine((nso) => nso.id === nso.country, { error: "an NSO's id is its country's code" })
  .refine((nso) => allDistinct(nso.languages, (language) => language), { error: 'a language twice' });
export type Nso = z.output<typeof nsoSchema>;

/** A formatter takes long to make, and a rulebook names a zone for each of 44 NSOs. */
const known = new Set<string>();

function isTimeZone(timeZone: string): boolean {
  if (known.has(timeZone)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    known.add(timeZone);
    return true;
  } catch {
    return false;
  }
}
