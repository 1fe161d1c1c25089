// The Skills Labs with the eTwinning kits and featured groups for each thematic unit (R-5.b).
import { z } from 'zod';
import { allDistinct, localisedTextSchema, partIdSchema, sourceSchema } from '../rulebook/source.js';
import { distinctById, linkSchema, namedLinkSchema, ruleTextSchema } from './parts.js';

/** The number is the platform's own. */
const kitSchema = z.strictObject({ number: z.int().min(1), names: localisedTextSchema, link: linkSchema });
export type Kit = z.output<typeof kitSchema>;

const subUnitSchema = z.strictObject({
  id: partIdSchema,
  names: localisedTextSchema,
  kits: z.array(kitSchema).max(100),
});

const unitSchema = z.strictObject({
  id: partIdSchema,
  names: localisedTextSchema,
  subUnits: distinctById(subUnitSchema),
  groups: z.array(namedLinkSchema).max(100),
});
export type ThematicUnit = z.output<typeof unitSchema>;

export const SCHOOL_KINDS = ['nursery', 'primary', 'lowerSecondary', 'upperSecondary'] as const;
export type SchoolKind = (typeof SCHOOL_KINDS)[number];

export const skillsLabsSchema = z
  .strictObject({
    /** Where there are Skills Labs. */
    schoolKinds: z.array(z.enum(SCHOOL_KINDS)).min(1),
    units: distinctById(unitSchema),
    texts: z.array(ruleTextSchema).max(20),
    links: z.array(namedLinkSchema).max(20),
    source: sourceSchema,
  })
  .refine(({ units }) => allDistinct(units.flatMap(kitsOf), (kit) => kit.number), { error: 'a kit twice' })
  .refine(({ units }) => allDistinct(units.flatMap(kitsOf), (kit) => kit.link), { error: 'a link to a kit twice' })
  .refine(
    ({ units }) =>
      allDistinct(
        units.flatMap(({ groups }) => groups),
        (group) => group.link,
      ),
    { error: 'a featured group twice' },
  );
export type SkillsLabs = z.output<typeof skillsLabsSchema>;

/** The kits of a thematic unit, in the order of its sub-units. */
export function kitsOf(unit: ThematicUnit): Kit[] {
  return unit.subUnits.flatMap(({ kits }) => kits);
}
