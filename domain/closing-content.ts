// What is written to end a project's way: a founder withdraws or completes it, an NSO closes it.
import { z } from 'zod';
import { text } from './text.js';

/** Hard limits that keep a request small. */
const HARD_LIMITS = { reason: 5_000, summary: 20_000 } as const;

const withReason = z.strictObject({ reason: text(HARD_LIMITS.reason).min(1) });

export const withdrawalSchema = withReason;
export type WithdrawalContent = z.output<typeof withdrawalSchema>;

/** An active project ends before its time: its people are told why. */
export const closureSchema = withReason;
export type ClosureContent = z.output<typeof closureSchema>;

/** R-2.g: a summary of what was done; no product of the project is owed. */
export const completionSchema = z.strictObject({ summary: text(HARD_LIMITS.summary).min(1) });
export type CompletionContent = z.output<typeof completionSchema>;
