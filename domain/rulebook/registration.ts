// When a registered teacher has to register again.
import { z } from 'zod';
import { sourceSchema } from './source.js';

export const registrationRulesSchema = z.strictObject({
  /** R-1.p5: more than so many years without signing in, and the teacher is inactive. */
  inactiveAfterYears: z.int().min(1).max(50),
  source: sourceSchema,
});
export type RegistrationRules = z.output<typeof registrationRulesSchema>;
