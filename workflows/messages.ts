// The messages that the workflows understand, shared with those who send them.
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { PeriodState } from '../domain/period-step.js';
import type { Command, LabelState, ProjectState, StepAnswer } from '../domain/step.js';
import type { LabelStatus, ProjectStatus } from '../domain/vocabulary.js';

/** What an Update answers: the transaction's answer, and the status that the subject has after it. */
export interface UpdateAnswer {
  answer: StepAnswer;
  status: ProjectStatus | LabelStatus | null;
}

/** Updates, not signals: whoever asks hears "already decided" or "closed" instead of silence. */
export const submitUpdate = defineUpdate<UpdateAnswer, [Command]>('submit');
export const decideUpdate = defineUpdate<UpdateAnswer, [Command]>('decide');
export const withdrawUpdate = defineUpdate<UpdateAnswer, [Command]>('withdraw');
export const resubmitUpdate = defineUpdate<UpdateAnswer, [Command]>('resubmit');
export const closeUpdate = defineUpdate<UpdateAnswer, [Command]>('close');
export const completeUpdate = defineUpdate<UpdateAnswer, [Command]>('complete');
export const inviteUpdate = defineUpdate<UpdateAnswer, [Command]>('invite');
export const handOverUpdate = defineUpdate<UpdateAnswer, [Command]>('handOver');
export const answerInvitationUpdate = defineUpdate<UpdateAnswer, [Command]>('answerInvitation');
export const withdrawInvitationUpdate = defineUpdate<UpdateAnswer, [Command]>('withdrawInvitation');
export const leaveUpdate = defineUpdate<UpdateAnswer, [Command]>('leave');
export const applyForLabelUpdate = defineUpdate<UpdateAnswer, [Command]>('applyForLabel');
export const editApplicationUpdate = defineUpdate<UpdateAnswer, [Command]>('editApplication');

/** To an application that waits: what it waits for may have been published. Nobody waits for an answer. */
export const lookSignal = defineSignal('look');

export const projectStateQuery = defineQuery<ProjectState | null>('state');
export const labelStateQuery = defineQuery<LabelState | null>('state');
export const periodStateQuery = defineQuery<PeriodState | null>('state');

/** Failure types with which an Update is turned away; the first detail is the answer, or the reason's code. */
export const REFUSED = 'refused';
export const CANNOT_HOLD = 'cannotHold';

export interface ProjectStart {
  projectId: string;
}

export interface LabelStart {
  projectId: string;
  applicationId: string;
}

export interface PeriodStart {
  nsoId: string;
  periodId: string;
}
