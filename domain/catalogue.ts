// What a circular tells people beside its rules: kits, links, whom to ask, and in what a project can be embedded. No step decides
// by it, so it is not in the rulebook, which every step loads. A country's catalogue may have some parts only.
import { z } from 'zod';
import {
  choicesSchema,
  linkedChoicesSchema,
  namedLinkSchema,
  ruleLinkSchema,
  ruleTextSchema,
} from './catalogue/parts.js';
import { recognitionSchema } from './catalogue/recognition.js';
import { skillsLabsSchema } from './catalogue/skills-labs.js';
import { countryCodeSchema, sourceSchema } from './rulebook/source.js';

const links = z.array(namedLinkSchema).max(20);

/** School Activities: a project may go beside one of these programmes. */
const schoolActivitiesSchema = z.strictObject({ kinds: choicesSchema, source: sourceSchema });

/** The actions of Erasmus+, and what the platform is good for in them. */
const erasmusPlusSchema = z.strictObject({ actions: choicesSchema, uses: choicesSchema, links, source: sourceSchema });

/** The axes of the UNESCO Associated Schools, towards a Sustainable Development Goal. */
const unescoSchema = z.strictObject({
  goal: z.string().regex(/^\d{1,2}\.\d{1,2}$/),
  axes: choicesSchema,
  links,
  source: sourceSchema,
});

/** Events that a portfolio may show. */
const developmentSchema = z.strictObject({ kinds: linkedChoicesSchema, source: sourceSchema });

/** What rules only inform of, and where they point to. */
const helpSchema = z.strictObject({
  texts: z.array(ruleTextSchema).max(40),
  links: z.array(ruleLinkSchema).max(40),
  source: sourceSchema,
});

const sizes = { teachers: z.int().min(0), schools: z.int().min(0), projects: z.int().min(0) };
const scaleSchema = z.strictObject({
  europe: z.strictObject(sizes),
  country: z.strictObject({ code: countryCodeSchema, ...sizes }),
  source: sourceSchema,
});

export const catalogueSchema = z.strictObject({
  skillsLabs: skillsLabsSchema.exactOptional(),
  schoolActivities: schoolActivitiesSchema.exactOptional(),
  erasmusPlus: erasmusPlusSchema.exactOptional(),
  unesco: unescoSchema.exactOptional(),
  development: developmentSchema.exactOptional(),
  recognition: recognitionSchema.exactOptional(),
  help: helpSchema.exactOptional(),
  scale: scaleSchema.exactOptional(),
});
export type Catalogue = z.output<typeof catalogueSchema>;

/**
 * Checks what was read from a catalogue's files.
 * @throws Error that lists every problem with its path
 */
export function parseCatalogue(json: unknown): Catalogue {
  const parsed = catalogueSchema.safeParse(json);
  if (!parsed.success) throw new Error(`this is not a catalogue:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
