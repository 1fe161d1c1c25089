// What is sent to change the team of an active project.
import { z } from 'zod';
import { CONTENT_LIMITS } from './project-content.js';
import { text } from './text.js';
import { uuid } from './uuid.js';

const LONGEST_REASON = 5_000;

/** R-1.p1: a founder invites a teacher under the right school, with a role of his or her own (R-1.2.a.I). */
export const invitationSchema = z.strictObject({
  teacherId: uuid(),
  schoolId: uuid(),
  roleText: text(CONTENT_LIMITS.roleText),
});
export type InvitationContent = z.output<typeof invitationSchema>;

export const invitationAnswerSchema = z.strictObject({ answer: z.enum(['accept', 'decline']) });
export type InvitationAnswer = z.output<typeof invitationAnswerSchema>['answer'];

/** A member is to be founder in a founder's place. */
export const handOverSchema = z.strictObject({ founderTeacherId: uuid(), successorTeacherId: uuid() });
export type HandOverContent = z.output<typeof handOverSchema>;

/** Whoever leaves owes no reason. */
export const leavingSchema = z.strictObject({ reason: text(LONGEST_REASON).optional() });
export type LeavingContent = z.output<typeof leavingSchema>;

/** Whoever is removed is told why. */
export const removalSchema = z.strictObject({ reason: text(LONGEST_REASON).min(1) });
export type RemovalContent = z.output<typeof removalSchema>;
