import { FORBIDDEN_CODES, type ForbiddenCode, type Verdict } from '../domain/permissions.js';
import type { ProgrammeClock } from '../domain/programme-clock.js';
import { type AnswerValues, REFUSAL_CODES, type RefusalCode } from '../domain/step.js';

/** Problems that neither a permission nor a rule of the lifecycle names. */
export const REQUEST_CODES = [
  'unauthenticated',
  'unknownPerson',
  'notFound',
  'invalid',
  'malformed',
  'bodyTooLarge',
  'headersTooLarge',
  'requestTimeout',
  'unsupportedMediaType',
  'idempotencyKeyMissing',
  'idempotencyKeyReused',
  'versionMissing',
  'alreadyDecided',
  'alreadySubmitted',
  'claimedByAnother',
  'publicationClosed',
  'tooManyRequests',
  'unavailable',
  'unexpected',
] as const;
export type RequestCode = (typeof REQUEST_CODES)[number];
export type ProblemCode = RequestCode | ForbiddenCode | RefusalCode;
export const PROBLEM_CODES: readonly ProblemCode[] = [...REQUEST_CODES, ...FORBIDDEN_CODES, ...REFUSAL_CODES];

/** One place in the input that is wrong, for the field it stands beside. */
export interface FieldProblem {
  /** Path of the field, such as `founders.0.roleText`. */
  field: string;
  code: string;
  rule: string | null;
  values: AnswerValues;
}

/** The programme's time: its clock, and the zone of its rulebook. */
export interface ProgrammeCalendar {
  timeZone: string;
  clock: ProgrammeClock;
}

/** HTTP status of each problem. A new code does not compile until it has one. */
export const PROBLEM_STATUS: Record<ProblemCode, number> = {
  unauthenticated: 401,
  unknownPerson: 403,
  notFound: 404,
  invalid: 422,
  malformed: 400,
  bodyTooLarge: 413,
  headersTooLarge: 431,
  requestTimeout: 408,
  unsupportedMediaType: 415,
  idempotencyKeyMissing: 400,
  idempotencyKeyReused: 422,
  versionMissing: 428,
  versionConflict: 412,
  alreadyDecided: 409,
  alreadySubmitted: 409,
  claimedByAnother: 409,
  publicationClosed: 409,
  tooManyRequests: 429,
  unavailable: 503,
  unexpected: 500,
  notYourRole: 403,
  notYourNso: 403,
  notYourSchool: 403,
  conflictOfInterest: 403,
  notAFounder: 403,
  notAMember: 403,
  notRegistered: 403,
  notInvited: 403,
  notThatFounder: 403,
  fourEyes: 403,
  taskUnknown: 404,
  taskClosed: 409,
  taskWaiting: 409,
  taskClaimedByAnother: 409,
  wrongStatus: 409,
  submissionIncomplete: 422,
  nothingChanged: 409,
  alreadyApplied: 409,
  labelSlotsFull: 409,
  pupilProjectsFull: 409,
  applicationClosed: 409,
  evaluationIncomplete: 422,
  alreadyMember: 409,
  alreadyInvited: 409,
  invitationClosed: 409,
  memberUnknown: 404,
  handOverFirst: 409,
  categoryWouldChange: 409,
  successorOfAnotherNso: 409,
  intakeMismatch: 409,
};

/**
 * What a use case throws when it says no. The API makes problem details of it, the pages a sentence;
 * `values` fill the sentence of the catalogue and never hold anything that the caller may not see.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly code: ProblemCode,
    readonly rule: string | null = null,
    readonly values: AnswerValues = {},
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(code);
  }

  /** In whose time its sentence tells instants, where that is known: the real clocks' in UTC otherwise. */
  calendar: ProgrammeCalendar | null = null;
}

/** @throws Problem with the verdict's code and rule when it forbids. */
export function demand(verdict: Verdict): void {
  if (!verdict.allowed) throw new Problem(verdict.code, verdict.rule);
}
