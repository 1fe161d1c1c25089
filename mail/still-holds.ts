import type { MailTemplate } from '../domain/consequence.js';
import type { TaskStatus } from '../domain/vocabulary.js';
import { TASK_TEMPLATES } from './templates.js';

/** What is true when the mail is about to go, perhaps long after it was planned. */
export interface MailCircumstances {
  template: MailTemplate;
  recipientDisabled: boolean;
  /** Null where the mail is about no task. */
  taskStatus: TaskStatus | null;
  /** Whether the recipient may still work on the task, or administers its NSO. */
  recipientMayWork: boolean;
  /** Whether the label draft that the mail is about has been submitted since. */
  draftSubmitted: boolean;
}

export type DropReason = 'recipientDisabled' | 'taskClosed' | 'recipientNotConcerned' | 'draftSubmitted';

/** Why a mail should no longer be sent; null when what it says still holds. */
export function reasonToDrop(now: MailCircumstances): DropReason | null {
  if (now.recipientDisabled) return 'recipientDisabled';
  if (TASK_TEMPLATES.has(now.template) && now.taskStatus !== null) {
    if (now.taskStatus !== 'open') return 'taskClosed';
    if (!now.recipientMayWork) return 'recipientNotConcerned';
  }
  if (now.template === 'labelDraftNotSubmitted' && now.draftSubmitted) return 'draftSubmitted';
  return null;
}
