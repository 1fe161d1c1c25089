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
    /** The task is given up, and with it what waits for it. Only a revision may lapse: what an authority owes never does. */
    lapsesAfterWorkingDays: workingDays.min(1).optional(),
    source: sourceSchema,
  })
  .refine((policy) => policy.reminders.every((rung) => rung.workingDaysBefore < policy.dueInWorkingDays), {
    error: 'a reminder before the task is opened',
  })
  .refine(
    ({ lapsesAfterWorkingDays: lapses, escalations }) =>
      lapses === undefined || escalations.every((rung) => rung.workingDaysAfter < lapses),
    { error: 'an escalation after the task has lapsed' },
  );
export type TaskPolicy = z.output<typeof taskPolicySchema>;

const never = taskPolicySchema.refine((policy) => policy.lapsesAfterWorkingDays === undefined, {
  error: 'what an authority owes never lapses',
});
const lapsing = taskPolicySchema.refine((policy) => policy.lapsesAfterWorkingDays !== undefined, {
  error: 'it must say when a revision lapses',
});

export const taskPoliciesSchema = z.strictObject({
  councilApproval: never,
  nsoApproval: never,
  labelEvaluation: never,
  revision: lapsing,
} satisfies Record<TaskKind, z.ZodType>);
