// Where a project is embedded, as its founders state it: nothing of it is owed, and a project may stand on its own.
import { z } from 'zod';
import { SCHOOL_KINDS, type SchoolKind } from './catalogue/skills-labs.js';
import type { Catalogue } from './catalogue.js';
import { allDistinct, type LocalisedText, partIdSchema } from './rulebook/source.js';
import { text } from './text.js';

const MAXIMUM_ACTION_PLAN = 2_000;

const chosenSchema = z
  .array(partIdSchema)
  .max(20)
  .refine((ids) => allDistinct(ids, (id) => id), { error: 'an id twice' });

/** what a project has to do with the Skills Labs. A draft may leave the units and the Action Plan empty. */
const skillsLabsUseSchema = z.strictObject({
  /** R-5.e: one or more thematic units. */
  units: chosenSchema,
  /** R-5.a: where the Action Plan of the school or of the class states it. */
  actionPlan: text(MAXIMUM_ACTION_PLAN),
  /** R-5.d: the kind of school in which the Labs take place. */
  schoolKind: z.enum(SCHOOL_KINDS).exactOptional(),
  /** R-5.c: that dissemination is stated distinctly, and character and copyright of the material are safeguarded. */
  disseminationStated: z.boolean(),
});

export const embeddingSchema = z.strictObject({
  /** the kind of School Activities programme beside which it goes. */
  schoolActivities: partIdSchema.exactOptional(),
  skillsLabs: skillsLabsUseSchema.exactOptional(),
  /** actions of Erasmus+. */
  erasmusPlus: chosenSchema.min(1).exactOptional(),
  /** axes of the UNESCO Associated Schools. */
  unesco: chosenSchema.min(1).exactOptional(),
});
export type Embedding = z.output<typeof embeddingSchema>;

export interface EmbeddingChoice {
  id: string;
  names: LocalisedText;
}

/** In what a project can be embedded by a rulebook's catalogue; empty where the country has none of it. */
export interface EmbeddingChoices {
  schoolActivities: readonly EmbeddingChoice[];
  units: readonly EmbeddingChoice[];
  /** Where there are Skills Labs. */
  schoolKinds: readonly SchoolKind[];
  erasmusPlus: readonly EmbeddingChoice[];
  unesco: readonly EmbeddingChoice[];
}

/** The choices that a catalogue offers. */
export function embeddingChoicesIn(catalogue: Catalogue): EmbeddingChoices {
  return {
    schoolActivities: catalogue.schoolActivities?.kinds ?? [],
    units: catalogue.skillsLabs?.units ?? [],
    schoolKinds: catalogue.skillsLabs?.schoolKinds ?? [],
    erasmusPlus: catalogue.erasmusPlus?.actions ?? [],
    unesco: catalogue.unesco?.axes ?? [],
  };
}
