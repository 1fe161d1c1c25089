// What is entered to decide a task: one schema for each kind of task.
import { z } from 'zod';
import { calendarDate } from './calendar-date.js';
import { twinspaceUseSchema } from './label-content.js';
import { partIdSchema } from './rulebook/source.js';
import { line, text } from './text.js';
import type { DecidedTaskKind } from './vocabulary.js';

/** Hard limits that keep a request small. */
const HARD_LIMITS = {
  reason: 5_000,
  actNumber: 100,
  document: 300,
  comment: 5_000,
  feedback: 20_000,
  points: 1_000,
  rows: 20,
} as const;

const reason = text(HARD_LIMITS.reason);

/** R-1.4.a: what the Teachers' Council decided in its special session, entered by the head. */
export const councilDecisionSchema = z.strictObject({
  outcome: z.enum(['approve', 'reject']),
  sessionOn: calendarDate(),
  actNumber: line(HARD_LIMITS.actNumber).min(1),
  /** The head states that it was a special session; nothing else counts. */
  specialSession: z.literal(true),
  reason: reason.optional(),
});
export type CouncilDecisionContent = z.output<typeof councilDecisionSchema>;

/** The document by which an NSO without users here told its decision: who records it names it. */
const document = line(HARD_LIMITS.document).min(1).optional();

/** .f: an NSO's answer. Who is rejected is told why, and what is returned, what must change. */
export const nsoDecisionSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('approve'), reason: reason.optional(), document }),
  z.strictObject({ outcome: z.literal('reject'), reason: reason.min(1), document }),
  z.strictObject({ outcome: z.literal('return'), reason: reason.min(1), document }),
]);
export type NsoDecisionContent = z.output<typeof nsoDecisionSchema>;

const points = z.int().min(0).max(HARD_LIMITS.points);

/** One evaluator's scoring; whether it leads to an award is concluded from it (concludeEvaluation). */
export const evaluationSchema = z.strictObject({
  scores: z
    .array(z.strictObject({ criterion: partIdSchema, points, comment: text(HARD_LIMITS.comment) }))
    .max(HARD_LIMITS.rows),
  subCriteria: z.array(z.strictObject({ id: partIdSchema, points })).max(HARD_LIMITS.rows),
  twinspaceConfirmations: twinspaceUseSchema,
  /** Goes to the applicant. */
  feedback: text(HARD_LIMITS.feedback).min(1),
});
export type EvaluationContent = z.output<typeof evaluationSchema>;

/** The schema of a decision by the kind of its task. */
export const DECISION_SCHEMAS = {
  councilApproval: councilDecisionSchema,
  nsoApproval: nsoDecisionSchema,
  labelEvaluation: evaluationSchema,
} as const satisfies Record<DecidedTaskKind, z.ZodType>;
