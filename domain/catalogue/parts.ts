// The small schemas that the catalogue's parts share.
import { z } from 'zod';
import { allDistinct, localisedTextSchema, partIdSchema, ruleIdSchema } from '../rulebook/source.js';

/** An address that a page may link to: nothing but the web, so that no data can bring in a script. */
export const linkSchema = z.url({ protocol: /^https?$/, hostname: z.regexes.domain }).max(400);

const namedLink = { names: localisedTextSchema, link: linkSchema };
export const namedLinkSchema = z.strictObject(namedLink);
export type NamedLink = z.output<typeof namedLinkSchema>;
/** A link that a rule of the circular points to. */
export const ruleLinkSchema = z.strictObject({ rule: ruleIdSchema, ...namedLink });

/** What a rule says, in the words of a help page. */
export const ruleTextSchema = z.strictObject({ rule: ruleIdSchema, text: localisedTextSchema });

const namedPart = { id: partIdSchema, names: localisedTextSchema };
export const choicesSchema = distinctById(z.strictObject(namedPart));
export const linkedChoicesSchema = distinctById(z.strictObject({ ...namedPart, link: linkSchema }));

/** A list of what has an id, each once. */
export function distinctById<Item extends z.ZodType<{ id: string }>>(item: Item) {
  return z
    .array(item)
    .min(1)
    .max(100)
    .refine((items) => allDistinct(items, ({ id }) => id), { error: 'an id twice' });
}
