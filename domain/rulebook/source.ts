// Where a rulebook's data come from, and the small schemas that all its parts share.
import { z } from 'zod';
import type { RuleId } from '../finding.js';
import { line } from '../text.js';
import type { Language } from '../vocabulary.js';

const MAXIMUM_TEXT = 600;

/** A name or note in every language of the product. */
export const localisedTextSchema = z.strictObject({
  el: line(MAXIMUM_TEXT).min(1),
  en: line(MAXIMUM_TEXT).min(1),
} satisfies Record<Language, z.ZodType>);
export type LocalisedText = z.output<typeof localisedTextSchema>;

/** The id of a part of the rulebook: a criterion, a period, a confirmation. */
export const partIdSchema = z
  .string()
  .max(40, { abort: true })
  .regex(/^[a-z0-9][A-Za-z0-9-]*$/);

export const ruleIdSchema = z
  .string()
  .max(20, { abort: true })
  .regex(/^R-\d[0-9A-Za-z.]*$/)
  .transform((rule): RuleId => rule as RuleId);

export const countryCodeSchema = z
  .string()
  .max(2, { abort: true })
  .regex(/^[A-Z]{2}$/);

/** ISO 639 code of a language that people write and speak; not only the languages of the product. */
export const languageCodeSchema = z
  .string()
  .max(3, { abort: true })
  .regex(/^[a-z]{2,3}$/);

/**
 * `circular`: laid down there. `programme`: known from the programme, not from the circular. `design`: the product's own choice.
 * `example`: invented, to show what another country's rulebook may say. */
export const SOURCES = ['circular', 'programme', 'design', 'example'] as const;
export type SourceKind = (typeof SOURCES)[number];

export const sourceSchema = z.strictObject({
  from: z.enum(SOURCES),
  rules: z.array(ruleIdSchema).max(10),
  note: localisedTextSchema,
});
export type Source = z.output<typeof sourceSchema>;

/** Whether no two items have the same key; for refinements. */
export function allDistinct<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): boolean {
  return new Set(items.map(keyOf)).size === items.length;
}
