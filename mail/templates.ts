import type { MailTemplate } from '../domain/consequence.js';
import type { PeriodMailTemplate } from '../domain/period-mails.js';
import type { Letter } from './letter.js';
import type { MailData, PeriodMailData } from './mail-data.js';
import type { Speaker } from './speaker.js';
import {
  labelAwaitsPeriod,
  labelDraftNotSubmitted,
  labelFrozen,
  labelReceived,
  labelRolledOver,
} from './templates/label.js';
import { labelDecided } from './templates/label-decided.js';
import {
  evaluationOverdue,
  evaluationsAllocated,
  evaluatorDigest,
  periodProgress,
  periodPublished,
} from './templates/period.js';
import {
  completionReminder,
  councilRejected,
  nsoApproved,
  projectActive,
  projectClosed,
  projectCompleted,
  projectLapsed,
  projectRejected,
  projectReturned,
  projectSubmitted,
  projectWithdrawn,
} from './templates/project.js';
import { taskCancelled, taskEscalated, taskOpened, taskReminder } from './templates/task.js';
import {
  founderSucceeded,
  invitationAnswered,
  invitationCancelled,
  joiningRejected,
  memberJoined,
  memberLeft,
  teamInvited,
} from './templates/team.js';

export type Template = (data: MailData, speaker: Speaker) => Letter;

/** How each mail is written. A new template does not compile until it is here. */
export const TEMPLATES: Record<MailTemplate, Template> = {
  taskOpened,
  taskReminder,
  taskEscalated,
  taskCancelled,
  projectSubmitted,
  councilRejected,
  nsoApproved,
  projectActive,
  projectRejected,
  projectReturned,
  projectWithdrawn,
  projectClosed,
  projectLapsed,
  completionReminder,
  projectCompleted,
  teamInvited,
  invitationAnswered,
  invitationCancelled,
  memberJoined,
  joiningRejected,
  memberLeft,
  founderSucceeded,
  labelReceived,
  labelRolledOver,
  labelAwaitsPeriod,
  labelDraftNotSubmitted,
  labelFrozen,
  labelDecided,
};

export type PeriodTemplate = (data: PeriodMailData, speaker: Speaker) => Letter;

/** How the mails about an evaluation period are written. */
export const PERIOD_TEMPLATES: Record<PeriodMailTemplate, PeriodTemplate> = {
  evaluationsAllocated,
  evaluatorDigest,
  periodProgress,
  evaluationOverdue,
  periodPublished,
};

/** Mails about a task: their deadlines are in the time of the task's NSO, and they need the task to be open. */
export const TASK_TEMPLATES: ReadonlySet<MailTemplate> = new Set(['taskOpened', 'taskReminder', 'taskEscalated']);
