// Where a project is embedded, as the values of a form and back. A form offers every choice as a box; what is left alone is not stated.
import type { Embedding } from '../domain/embedding.js';

const LABS = 'embedding.skillsLabs';
export const EMBEDDING_PATHS = {
  schoolActivities: 'embedding.schoolActivities',
  units: `${LABS}.units`,
  schoolKind: `${LABS}.schoolKind`,
  actionPlan: `${LABS}.actionPlan`,
  disseminationStated: `${LABS}.disseminationStated`,
  erasmusPlus: 'embedding.erasmusPlus',
  unesco: 'embedding.unesco',
} as const;

/** The form's values, under the names of its fields. */
export function formOfEmbedding({ schoolActivities, skillsLabs, erasmusPlus, unesco }: Embedding): [string, string][] {
  const boxes = (path: string, ids: readonly string[] = []) =>
    ids.map((id): [string, string] => [`${path}.${id}:boolean`, 'yes']);
  return [
    [EMBEDDING_PATHS.schoolActivities, schoolActivities ?? ''],
    ...boxes(EMBEDDING_PATHS.units, skillsLabs?.units),
    [EMBEDDING_PATHS.schoolKind, skillsLabs?.schoolKind ?? ''],
    [EMBEDDING_PATHS.actionPlan, skillsLabs?.actionPlan ?? ''],
    ...(skillsLabs?.disseminationStated ? boxes(LABS, ['disseminationStated']) : []),
    ...boxes(EMBEDDING_PATHS.erasmusPlus, erasmusPlus),
    ...boxes(EMBEDDING_PATHS.unesco, unesco),
  ];
}

type Boxes = Record<string, boolean>;
export interface EmbeddingEntered {
  schoolActivities?: string;
  skillsLabs?: { units?: Boxes; schoolKind?: string; actionPlan?: string; disseminationStated?: boolean };
  erasmusPlus?: Boxes;
  unesco?: Boxes;
}

/** What was entered, as the content's schema knows it; undefined where nothing is stated. */
export function embeddingIn({ schoolActivities, skillsLabs = {}, erasmusPlus, unesco }: EmbeddingEntered = {}) {
  const { schoolKind, actionPlan = '', disseminationStated = false } = skillsLabs;
  const units = ticked(skillsLabs.units);
  const labs = { units, actionPlan, disseminationStated, ...(schoolKind && { schoolKind }) };
  const isPlanStated = String(actionPlan).trim() !== '';
  const hasLabs = units.length > 0 || isPlanStated || disseminationStated || Boolean(schoolKind);
  const [actions, axes] = [ticked(erasmusPlus), ticked(unesco)];
  const stated = {
    ...(schoolActivities && { schoolActivities }),
    ...(hasLabs && { skillsLabs: labs }),
    ...(actions.length > 0 && { erasmusPlus: actions }),
    ...(axes.length > 0 && { unesco: axes }),
  };
  return Object.keys(stated).length > 0 ? stated : undefined;
}

function ticked(boxes: Boxes | undefined): string[] {
  return Object.entries(boxes ?? {})
    .filter(([, isTicked]) => isTicked === true)
    .map(([id]) => id);
}
