// What refuses a project's submission, and of what its applicant and evaluators are warned.
import type { EmbeddingChoices } from './embedding.js';
import type { Finding, RuleId } from './finding.js';
import { categoryOf, type ProjectCategory } from './project-category.js';
import { membersOf, type ProjectContent } from './project-content.js';
import type { Rulebook } from './rulebook.js';
import {
  type EmbeddingErrorCode,
  type EmbeddingWarningCode,
  embeddingErrors,
  embeddingWarnings,
} from './submission-check/embedding.js';
import {
  type GroupErrorCode,
  type GroupWarningCode,
  groupErrors,
  groupWarnings,
} from './submission-check/pupils-groups.js';
import { checkTeam, memberField, type TeamErrorCode } from './submission-check/team.js';
import { type SubmissionWarningCode, warningsFor } from './submission-check/warnings.js';
import type { Instant } from './vocabulary.js';

/** What the records know about the people and schools that the submission names. */
export interface SubmissionFacts {
  submittedByTeacherId: string;
  /** Registered teachers only. */
  teachers: readonly {
    teacherId: string;
    schoolIds: readonly string[];
    motherTongues: readonly string[];
    /** Further languages that he or she understands; null where the profile does not say. */
    understands: readonly string[] | null;
    lastSignedInAt?: Instant;
  }[];
  /** The records' clock; where it is not told, nobody counts as inactive. */
  now?: Instant;
  /** Registered schools only. */
  schools: readonly { schoolId: string; country: string }[];
  /** .c: the school, or all classes that carry out the project, are recorded as closed at the submission. */
  closureRecorded: boolean;
  /** By the rulebook's catalogue; asked for where the project says in what it is embedded. */
  embeddingChoices?: EmbeddingChoices;
}

export type SubmissionErrorCode =
  | TeamErrorCode
  | EmbeddingErrorCode
  | GroupErrorCode
  | 'fieldMissing'
  | 'fieldTooLong'
  | 'languageMissing'
  | 'languageUnknown'
  | 'languageNotTheAgreedOne'
  | 'roleTextMissing'
  | 'schoolNotClosed';

export interface SubmissionCheck {
  errors: Finding<SubmissionErrorCode>[];
  warnings: Finding<SubmissionWarningCode | EmbeddingWarningCode | GroupWarningCode>[];
  /** Null where it cannot be told, because a member's school is unknown. */
  category: ProjectCategory | null;
}

/** Checks a submission against the rulebook. Without errors it may be submitted; every finding names its rule. */
export function checkSubmission(rulebook: Rulebook, project: ProjectContent, facts: SubmissionFacts): SubmissionCheck {
  const { errors: teamErrors, places } = checkTeam(rulebook, project, facts);
  const category = places === null ? null : categoryOf(places);
  const { embedding } = project;
  const { embeddingChoices } = facts;
  const errors: Finding<SubmissionErrorCode>[] = [
    ...teamErrors,
    ...fieldErrors(rulebook, project),
    ...languageErrors(rulebook, project, category),
    ...(category === 'european' ? missingRoleTexts(project) : []),
    ...closureErrors(category, facts),
    ...(embedding && embeddingChoices ? embeddingErrors(embedding, embeddingChoices) : []),
    ...groupErrors(rulebook, project, facts.schools),
  ];
  const warnings = [
    ...(places === null ? [] : warningsFor(rulebook, project, facts, places)),
    ...(embedding && embeddingChoices ? embeddingWarnings(embedding, embeddingChoices, category) : []),
    ...groupWarnings(project),
  ];
  return { errors, warnings, category };
}

/** .e: title, short description, goals, timetable, expected results; and the rulebook's lengths. */
function fieldErrors(rulebook: Rulebook, project: ProjectContent): Finding<SubmissionErrorCode>[] {
  const { roleText: roleTextMaximum, ...fieldMaxima } = rulebook.project.maximumLengths;
  const errors: Finding<SubmissionErrorCode>[] = [];
  for (const field of ['title', 'shortDescription', 'goals', 'timetable', 'expectedResults'] as const) {
    if (project[field].trim() === '') errors.push({ rule: 'R-1.4.e', code: 'fieldMissing', field, values: {} });
    errors.push(...tooLong('R-1.4.e', field, project[field], fieldMaxima[field]));
  }
  for (const [field, member] of memberFields(project)) {
    errors.push(...tooLong('R-1.2.a.I', `${field}.roleText`, member.roleText, roleTextMaximum));
  }
  return errors;
}

/** .a.IV: one language of communication. .g: a European application is written in it. */
function languageErrors(
  rulebook: Rulebook,
  project: ProjectContent,
  category: ProjectCategory | null,
): Finding<SubmissionErrorCode>[] {
  const errors: Finding<SubmissionErrorCode>[] = [];
  const rules = { language: 'R-1.2.a.IV', languageOfApplication: 'R-1.4.g' } as const;
  for (const field of ['language', 'languageOfApplication'] as const) {
    const language = project[field];
    if (rulebook.project.languages.includes(language)) continue;
    errors.push({
      rule: rules[field],
      code: language === '' ? 'languageMissing' : 'languageUnknown',
      field,
      values: {},
    });
  }
  const differs = project.language !== project.languageOfApplication;
  if (errors.length === 0 && category === 'european' && differs) {
    const values = { language: project.language, languageOfApplication: project.languageOfApplication };
    errors.push({ rule: 'R-1.4.g', code: 'languageNotTheAgreedOne', field: 'languageOfApplication', values });
  }
  return errors;
}

/** .a.I: each member's role is distinct and documented. */
function missingRoleTexts(project: ProjectContent): Finding<SubmissionErrorCode>[] {
  return memberFields(project)
    .filter(([, member]) => member.roleText.trim() === '')
    .map(([field, member]) => ({
      rule: 'R-1.2.a.I',
      code: 'roleTextMissing',
      field: `${field}.roleText`,
      values: { teacherId: member.teacherId },
    }));
}

/** .c: an in-school project only while the school, or the classes that carry it out, are closed. */
function closureErrors(category: ProjectCategory | null, facts: SubmissionFacts): Finding<SubmissionErrorCode>[] {
  if (category !== 'inSchool' || facts.closureRecorded) return [];
  return [{ rule: 'R-1.2.c', code: 'schoolNotClosed', field: 'founders', values: {} }];
}

function tooLong(rule: RuleId, field: string, value: string, maximum: number): Finding<SubmissionErrorCode>[] {
  if (value.length <= maximum) return [];
  return [{ rule, code: 'fieldTooLong', field, values: { length: value.length, maximum } }];
}

function memberFields(project: ProjectContent) {
  return membersOf(project).map((member, index) => [memberField(index), member] as const);
}
