// What the bench's people write: of the length that teachers write, and within every rule.
import type { EvaluationContent } from '../../domain/decision-content.js';
import type { LabelContent } from '../../domain/label-content.js';
import type { ProjectContent } from '../../domain/project-content.js';
import type { Rulebook } from '../../domain/rulebook.js';

const SENTENCE = 'Pupils of both schools follow their river from the spring to the sea, measure, compare and tell. ';
const text = (sentences: number) => SENTENCE.repeat(sentences).trim();

/** A European project of a Greek and a French founder. */
export function projectContent(founders: ProjectContent['founders'], number: number): ProjectContent {
  return {
    title: `Rivers of Europe ${number}`,
    shortDescription: text(3),
    goals: text(5),
    timetable: text(5),
    expectedResults: text(4),
    language: 'en',
    languageOfApplication: 'en',
    founders,
    partners: [],
  };
}

export const COUNCIL_APPROVES = {
  outcome: 'approve',
  sessionOn: '2022-03-01',
  actNumber: '12/2022',
  specialSession: true,
} as const;

export const NSO_APPROVES = { outcome: 'approve' } as const;

export const COMPLETION = { summary: text(4) } as const;

const TWINSPACE_USED = { activities: true, communication: true, record: true } as const;

/** A label application that answers every criterion. */
export function labelContent({ label }: Rulebook): LabelContent {
  return {
    selfAssessment: label.criteria.map(({ id }) => ({ criterion: id, text: text(4) })),
    twinspaceDeclaration: TWINSPACE_USED,
    resultsLinks: ['https://twinspace.example/rivers/results'],
  };
}

/** Scores that lead to an award. */
export function evaluation({ label }: Rulebook): EvaluationContent {
  return {
    scores: label.criteria.map(({ id, maximum }) => ({ criterion: id, points: maximum, comment: text(1) })),
    subCriteria: label.subCriteria.map(({ id, maximum }) => ({ id, points: maximum })),
    twinspaceConfirmations: TWINSPACE_USED,
    feedback: text(3),
  };
}
