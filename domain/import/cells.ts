// What several columns have in common.
import { z } from 'zod';
import { line } from '../text.js';

export const email = z.email().max(254);
const LONGEST_LIST = 20;
export const countryCode = z.string().regex(/^[A-Z]{2}$/);
/** `GR:0551234`: the country, and the Ministry's code or the external id. */
export const schoolKey = line(120).regex(/^[A-Z]{2}:\S.*$/);
export const languageCode = z.string().regex(/^[a-z]{2,3}$/);

/** Several values in one cell, separated by `|`. */
export function listOf<Item extends z.ZodType<unknown, string>>(item: Item, longest = 2_500) {
  return z
    .string()
    .max(longest, { abort: true })
    .transform((cell) => [...new Set(cell.split('|').map((each) => each.trim()))].filter((each) => each !== ''))
    .pipe(z.array(item).min(1).max(LONGEST_LIST));
}
