// What a row of an import may be, and what became of it.

import type { LabelApplicationErrorCode } from '../label-application-check.js';
import type { AnswerValues } from '../step.js';
import type { SubmissionErrorCode } from '../submission-check.js';

export const IMPORT_KINDS = ['schools', 'teachers', 'users', 'projects', 'labelApplications'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const ROW_OUTCOMES = ['create', 'change', 'unchanged', 'refused'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** Why a row is refused beyond the form of its cells. Every code has a sentence in the catalogues. */
export const ROW_REFUSAL_CODES = [
  'countryUnknown',
  'notOfYourNso',
  'keyMissing',
  'keysOfTwoSchools',
  'codeOfAnother',
  'emailOfAnother',
  'emailAmbiguous',
  'subjectUnknown',
  'personOfAnotherNso',
  'schoolUnknown',
  'nsoUnknown',
  'roleNotYours',
  'notForThisRole',
  'columnCount',
  'teacherUnknown',
  'ownProject',
  'referenceOfAnother',
  'categoryDiffers',
  'decisionNotAsked',
  'decisionTooEarly',
  'decidedOtherwise',
  'stageDiffers',
  'importUnfinished',
  'projectUnknown',
  'projectNotCompleted',
  'notInProject',
  'receivedLater',
  'applicationBegun',
  'labelSlotsFull',
] as const;
export type RowRefusalCode = (typeof ROW_REFUSAL_CODES)[number];

export interface RowRefusal {
  field: string;
  code: RowRefusalCode | SubmissionErrorCode | LabelApplicationErrorCode;
  /** The rule of the circular that decides it, where one does. */
  rule?: string;
  values: AnswerValues;
}

/** A row that is refused changes nothing; of another one `changes` names the fields, and `write` says what to write. */
export type RowDecision<Write> =
  | { outcome: 'refused'; refusals: RowRefusal[] }
  | { outcome: 'unchanged' }
  | { outcome: 'create' | 'change'; changes: string[]; write: Write };

export function refuse(field: string, code: RowRefusalCode, values: AnswerValues = {}): RowRefusal {
  return { field, code, values };
}
