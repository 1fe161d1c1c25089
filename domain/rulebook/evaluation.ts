// How an NSO's evaluation of a period is run: who gets which application, how often is looked, how often people are told.
import { z } from 'zod';
import { sourceSchema } from './source.js';

/**
 * `leastLoaded`: to whoever has the fewest open evaluations. `roundRobin`: to one after the other. `none`: to nobody,
 * evaluators claim for themselves.
 */
export const ALLOCATION_POLICIES = ['leastLoaded', 'roundRobin', 'none'] as const;
export type AllocationPolicy = (typeof ALLOCATION_POLICIES)[number];

export const evaluationRulesSchema = z.strictObject({
  allocation: z.enum(ALLOCATION_POLICIES),
  /** How often is looked for evaluations that were opened later, and whether everything is decided. */
  lookHours: z.int().min(1).max(168),
  /** How often evaluators are told what waits for them, and administrators how the evaluation goes. */
  digestDays: z.int().min(1).max(60),
  source: sourceSchema,
});
export type EvaluationRules = z.output<typeof evaluationRulesSchema>;
