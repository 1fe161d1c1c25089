// How long a task may take, and the ladder of reminders and escalations around its due date.
import { z } from 'zod';
import type { TaskKind } from '../vocabulary.js';
import { allDistinct, sourceSchema } from './source.js';

const workingDays = z.int().max(250);

const reminderSchema = z.strictObject({
  /** 0 is the morning of the due day. */
  workingDaysBefore: workingDays.min(0),
});
const escalationSchema = z.strictObject({
  workingDaysAfter: workingDays.min(1),
  to: z.literal('nsoAdministrators'),
});

export const taskPolicySchema = z
  .strictObject({
    dueInWorkingDays: workingDays.min(1),
    /** Time of day at the NSO when reminders and escalations go out: somebody reads them then. */
    rungLocalTime: z
      .string()
      .max(5, { abort: true })
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
    reminders: z
      .array(reminderSchema)
      .max(10)
      .refine((rungs) => allDistinct(rungs, (rung) => rung.workingDaysBefore), { error: 'two reminders on one day' }),
    escalations: z
      .array(escalationSchema)
      .max(10)
      .refine((rungs) => allDistinct(rungs, (rung) => rung.workingDaysAfter), { error: 'two escalations on one day' }),
    source: sourceSchema,
  })
  .refine((policy) => policy.reminders.every((rung) => rung.workingDaysBefore < policy.dueInWorkingDays), {
    error: 'a reminder before the task is opened',
  });
export type TaskPolicy = z.output<typeof taskPolicySchema>;

export const taskPoliciesSchema = z.strictObject({
  councilApproval: taskPolicySchema,
  nsoApproval: taskPolicySchema,
  labelEvaluation: taskPolicySchema,
} satisfies Record<TaskKind, z.ZodType>);
