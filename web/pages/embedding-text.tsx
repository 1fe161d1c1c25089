import type { Embedding, EmbeddingChoice, EmbeddingChoices } from '../../domain/embedding.js';
import type { Viewer } from '../viewer.js';
import { Facts } from './parts.js';

interface EmbeddingTextProps {
  viewer: Viewer;
  embedding: Embedding | undefined;
  embeddings: EmbeddingChoices;
  /** The language in which the Action Plan is told of. */
  lang: string;
}

/** Where the project is embedded, for its founders and for whoever decides on it; nothing where nothing is stated. */
export function EmbeddingText({ viewer, embedding, embeddings, lang }: EmbeddingTextProps) {
  if (!embedding) return null;
  return (
    <>
      <h3>{viewer.t('pages.field.embedding')}</h3>
      <Facts
        rows={embeddingRows(viewer, embedding, embeddings).map(([name, text, isWritten]) => [
          name,
          isWritten ? (
            <span class="written" lang={lang}>
              {text}
            </span>
          ) : (
            text
          ),
        ])}
      />
    </>
  );
}

/** Each part that is stated, with what it is called; and whether its text is the founders' own. */
export function embeddingRows(
  { t, language }: Viewer,
  { schoolActivities, skillsLabs, erasmusPlus, unesco }: Embedding,
  choices: EmbeddingChoices,
): [name: string, text: string, isWritten: boolean][] {
  const named = (ids: readonly string[] | undefined, among: readonly EmbeddingChoice[]) =>
    (ids ?? []).map((id) => among.find((choice) => choice.id === id)?.names[language] ?? id).join(' · ');
  const rows: [string, string, boolean][] = [
    [
      t('pages.field.schoolActivities'),
      named(schoolActivities ? [schoolActivities] : [], choices.schoolActivities),
      false,
    ],
    [t('pages.field.units'), named(skillsLabs?.units, choices.units), false],
    [t('pages.field.schoolKind'), skillsLabs?.schoolKind ? t(`pages.schoolKind.${skillsLabs.schoolKind}`) : '', false],
    [t('pages.field.actionPlan'), skillsLabs?.actionPlan ?? '', true],
    [
      t('pages.field.disseminationStated'),
      skillsLabs
        ? t(skillsLabs.disseminationStated ? 'pages.embedding.dissemination' : 'pages.embedding.noDissemination')
        : '',
      false,
    ],
    [t('pages.field.erasmusPlus'), named(erasmusPlus, choices.erasmusPlus), false],
    [t('pages.field.unesco'), named(unesco, choices.unesco), false],
  ];
  return rows.filter(([, text]) => text !== '');
}
