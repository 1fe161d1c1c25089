// What follows from a step, as data. The rules conclude it; records/ alone carries it out.
import type { BpmnElement } from './bpmn-element.js';
import type { DueDate, Rung } from './due-date.js';
import type { ProjectMember } from './project-content.js';
import type { PupilCode } from './pupil-slots.js';
import type { AnswerValues, StepAnswer } from './step.js';
import type { DecisionOutcome, Instant, InvitationStatus, LabelStatus, ProjectStatus, TaskKind } from './vocabulary.js';

export const MAIL_TEMPLATES = [
  'taskOpened',
  'taskReminder',
  'taskEscalated',
  'taskCancelled',
  'projectSubmitted',
  'councilRejected',
  'nsoApproved',
  'projectActive',
  'projectRejected',
  'projectReturned',
  'projectWithdrawn',
  'projectClosed',
  'projectLapsed',
  'completionReminder',
  'teamInvited',
  'invitationAnswered',
  'invitationCancelled',
  'memberJoined',
  'joiningRejected',
  'memberLeft',
  'founderSucceeded',
  'projectCompleted',
  'labelReceived',
  'labelRolledOver',
  'labelAwaitsPeriod',
  'labelDraftNotSubmitted',
  'labelFrozen',
  'labelDecided',
] as const;
export type MailTemplate = (typeof MAIL_TEMPLATES)[number];

/** Whom a mail is for. For an NSO without evaluators the CSS's officers stand in. Parties to the project are never among an NSO's evaluators for it. */
export type Audience =
  | { to: 'heads'; schoolIds: string[] }
  | { to: 'founders' }
  | { to: 'evaluators'; nsoId: string }
  | { to: 'nsoAdministrators'; nsoId: string }
  | { to: 'users'; userIds: string[] };

export interface MailConsequence {
  kind: 'mail';
  template: MailTemplate;
  audience: Audience;
  taskId: string | null;
  facts: AnswerValues;
}

/** A member of a project as its content names him or her. */
export interface MemberEntry extends ProjectMember {
  role: 'founder' | 'partner';
}

export interface TaskOpening {
  kind: TaskKind;
  nsoId: string;
  schoolId: string | null;
  due: DueDate;
}

export type Consequence =
  | { kind: 'openProject' }
  | { kind: 'setProjectStatus'; to: ProjectStatus; summary?: string }
  | { kind: 'reviseProject'; members: readonly MemberEntry[] }
  | { kind: 'openTask'; task: TaskOpening; announcement: MailConsequence | null }
  | { kind: 'suspendTask'; taskId: string }
  | { kind: 'resumeTask'; taskId: string; due: DueDate }
  | { kind: 'closeTask'; taskId: string; as: 'decided' | 'cancelled'; outcome: string | null }
  | { kind: 'recordDecision'; taskId: string; taskKind: TaskKind; outcome: DecisionOutcome; conclusion: unknown }
  | { kind: 'passRung'; taskId: string; passed: Rung; next: Rung | null }
  | { kind: 'setTimer'; timer: string | null; at: Instant | null }
  | {
      kind: 'openApplication';
      teacherId: string;
      nsoId: string;
      status: LabelStatus;
      periodId: string | null;
      closesAt: Instant | null;
      receivedAt: Instant;
      rolledOver: { fromPeriodId: string; why: AnswerValues } | null;
    }
  | { kind: 'moveApplication'; periodId: string; closesAt: Instant | null }
  | { kind: 'setLabelStatus'; to: LabelStatus }
  | { kind: 'addVersion'; version: number; isCurrent: boolean }
  | { kind: 'freezeVersion'; version: number }
  | { kind: 'takeSlot'; teacherId: string; periodId: string; slot: number }
  | { kind: 'openInvitation'; teacherId: string; schoolId: string; replacesTeacherId: string | null }
  | { kind: 'moveInvitation'; invitationId: string; to: Exclude<InvitationStatus, 'open'> }
  | { kind: 'addMember'; invitationId: string }
  | { kind: 'setMemberRole'; teacherId: string; role: MemberEntry['role'] }
  | { kind: 'removeMember'; teacherId: string }
  | { kind: 'showToNso'; nsoId: string }
  | { kind: 'takePupilSlots'; pupils: readonly (PupilCode & { slot: number })[] }
  | { kind: 'freePupilSlots'; pupils: readonly PupilCode[] | 'all' }
  | { kind: 'awardLabel'; teacherId: string; periodId: string; awardsEligible: boolean }
  | MailConsequence;

/** A rule that decided, with the values that it compared. */
export interface AppliedRule {
  rule: string;
  values: AnswerValues;
}

/** What happened, as the history tells it. Every event has a sentence in the catalogues. */
export const JOURNAL_EVENTS = [
  'projectSubmitted',
  'councilApproved',
  'councilRejected',
  'nsoApproved',
  'nsoRejected',
  'nsoReturned',
  'projectResubmitted',
  'projectActivated',
  'projectWithdrawn',
  'projectClosed',
  'projectLapsed',
  'completionReminded',
  'memberInvited',
  'successorInvited',
  'invitationAccepted',
  'invitationDeclined',
  'invitationWithdrawn',
  'memberJoined',
  'founderSucceeded',
  'councilAdmitted',
  'councilRefused',
  'memberLeft',
  'memberRemoved',
  'projectCompleted',
  'labelApplicationReceived',
  'labelApplicationRolledOver',
  'labelApplicationAwaitsPeriod',
  'labelApplicationEdited',
  'labelApplicationFrozen',
  'labelEvaluationOpened',
  'labelAwarded',
  'labelRefused',
  'taskReminded',
  'taskEscalated',
  'labelWindowClosed',
  'rolloverPeriodClosed',
  'timerWithoutEffect',
] as const;
export type JournalEvent = (typeof JOURNAL_EVENTS)[number];

export interface JournalNote {
  event: JournalEvent;
  /** The BPMN element that the step passed. */
  element: BpmnElement;
  rules: AppliedRule[];
  detail: AnswerValues;
  /** The NSO for which the CSS recorded the decision. */
  onBehalfOf?: string;
}

/** What the rules concluded of one cause: the answer, and for an applied one what follows and what is noted. */
export type Conclusion =
  | { answer: Extract<StepAnswer, { kind: 'applied' }>; consequences: Consequence[]; note: JournalNote }
  | { answer: Exclude<StepAnswer, { kind: 'applied' }> };
