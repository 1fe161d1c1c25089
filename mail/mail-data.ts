// All that a mail may speak of. The outbox keeps ids, codes and instants; names and texts are read when it is sent.
import type { MailTemplate } from '../domain/consequence.js';
import type { CouncilDecisionContent, EvaluationContent, NsoDecisionContent } from '../domain/decision-content.js';
import type { LabelConclusion } from '../domain/label-outcome.js';
import type { PeriodMailTemplate } from '../domain/period-mails.js';
import type { LocalisedText } from '../domain/rulebook/source.js';
import type { Rulebook } from '../domain/rulebook.js';
import type { AnswerValues } from '../domain/step.js';
import type { DecisionOutcome, Instant, Language, TaskKind } from '../domain/vocabulary.js';

export interface MailData {
  mailKey: string;
  template: MailTemplate;
  facts: AnswerValues;
  plannedAt: Instant;
  /** `nsoId`: of the school or body for which the person gets this mail; null when there is none. */
  recipient: { name: string; address: string; language: Language; nsoId: string | null };
  project: { projectId: string; title: string; submittedAt: Instant; activatedAt: Instant | null };
  /** NSOs that have approved the project. */
  approvedBy: string[];
  task: {
    taskId: string;
    kind: TaskKind;
    nsoId: string;
    schoolName: string | null;
    dueAt: Instant;
  } | null;
  decision: MailDecision | null;
  application: { applicationId: string; receivedAt: Instant } | null;
  /** Whom a mail about the team is about; null in other mails. */
  team: MailTeam | null;
  rules: MailRules;
}

export interface MailTeam {
  memberName: string | null;
  schoolName: string | null;
  /** The founder in whose place the member is. */
  founderName: string | null;
  /** Why a member left or was removed, as it was written. */
  reason: string | null;
}

/** All that a mail about an NSO's evaluation of a period may speak of. */
export interface PeriodMailData extends Pick<MailData, 'mailKey' | 'facts' | 'plannedAt' | 'recipient' | 'rules'> {
  template: PeriodMailTemplate;
  nsoId: string;
  periodId: string;
}

/** The part of the project's rulebook that mails need. `names` is null for a period that was published later. */
export interface MailRules extends Pick<Rulebook, 'timeZone' | 'programmeClock' | 'label' | 'nsos'> {
  periods: { periodId: string; names: LocalisedText | null }[];
}

interface Decided {
  outcome: DecisionOutcome;
  decidedAt: Instant;
}
export type MailDecision =
  | (Decided & { kind: 'councilApproval'; content: CouncilDecisionContent })
  | (Decided & { kind: 'nsoApproval'; content: NsoDecisionContent })
  | (Decided & { kind: 'labelEvaluation'; content: EvaluationContent; conclusion: LabelConclusion });
