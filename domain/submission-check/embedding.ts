// What is wrong with, or should be thought about in, where a project is said to be embedded. Who states nothing is asked nothing.
import type { Embedding, EmbeddingChoice, EmbeddingChoices } from '../embedding.js';
import type { Finding, RuleId } from '../finding.js';
import type { ProjectCategory } from '../project-category.js';

export type EmbeddingErrorCode = 'embeddingUnknown' | 'thematicUnitMissing' | 'actionPlanMissing';
export type EmbeddingWarningCode = 'disseminationNotStated' | 'skillsLabsElsewhere';

/** .a, R-5.e, R-6, R-7: what is stated exists by the catalogue, and Skills Labs have their units and Action Plan. */
export function embeddingErrors(
  { schoolActivities, skillsLabs, erasmusPlus = [], unesco = [] }: Embedding,
  choices: EmbeddingChoices,
): Finding<EmbeddingErrorCode>[] {
  const activities = schoolActivities === undefined ? [] : [schoolActivities];
  const units = skillsLabs?.units ?? [];
  const errors: Finding<EmbeddingErrorCode>[] = [
    ...unknown('R-4', 'embedding.schoolActivities', activities, choices.schoolActivities),
    ...unknown('R-5.e', 'embedding.skillsLabs.units', units, choices.units),
    ...unknown('R-6', 'embedding.erasmusPlus', erasmusPlus, choices.erasmusPlus),
    ...unknown('R-7', 'embedding.unesco', unesco, choices.unesco),
  ];
  if (skillsLabs && units.length === 0) {
    errors.push({ rule: 'R-5.e', code: 'thematicUnitMissing', field: 'embedding.skillsLabs.units', values: {} });
  }
  if (skillsLabs && skillsLabs.actionPlan.trim() === '') {
    errors.push({ rule: 'R-5.a', code: 'actionPlanMissing', field: 'embedding.skillsLabs.actionPlan', values: {} });
  }
  return errors;
}

/** R-5.c where the material goes abroad; R-5.d where a kind of school has no Skills Labs. */
export function embeddingWarnings(
  { skillsLabs }: Embedding,
  choices: EmbeddingChoices,
  category: ProjectCategory | null,
): Finding<EmbeddingWarningCode>[] {
  if (!skillsLabs) return [];
  const { schoolKind, disseminationStated } = skillsLabs;
  const warnings: Finding<EmbeddingWarningCode>[] = [];
  if (category === 'european' && !disseminationStated) {
    const field = 'embedding.skillsLabs.disseminationStated';
    warnings.push({ rule: 'R-5.c', code: 'disseminationNotStated', field, values: {} });
  }
  if (schoolKind !== undefined && !choices.schoolKinds.includes(schoolKind)) {
    const field = 'embedding.skillsLabs.schoolKind';
    warnings.push({ rule: 'R-5.d', code: 'skillsLabsElsewhere', field, values: { schoolKind } });
  }
  return warnings;
}

function unknown(
  rule: RuleId,
  field: string,
  chosen: readonly string[],
  choices: readonly EmbeddingChoice[],
): Finding<EmbeddingErrorCode>[] {
  return chosen
    .filter((id) => !choices.some((choice) => choice.id === id))
    .map((id) => ({ rule, code: 'embeddingUnknown', field, values: { choice: id } }));
}
