// The words of the product as closed unions. A word means one thing everywhere: docs/glossary.md explains each.

/** An instant: ISO 8601 in UTC with milliseconds or microseconds, as PostgreSQL or `Date` writes it. */
export type Instant = string;

export const LANGUAGES = ['el', 'en'] as const;
/** Languages in which the product speaks. */
export type Language = (typeof LANGUAGES)[number];

export const PROJECT_STATUSES = [
  'council',
  'councilRejected',
  'nsos',
  'returned',
  'active',
  'completed',
  'archived',
  'rejected',
  'withdrawn',
  'closed',
  'lapsed',
] as const;
/** Where a submitted project stands. A draft has no status: it is a row among the drafts until it is submitted. */
export type ProjectStatus = (typeof PROJECT_STATUSES)[number];

export const LABEL_STATUSES = ['submitted', 'frozen', 'evaluation', 'awarded', 'refused', 'awaitingPeriod'] as const;
/** Where one teacher's application for the National Quality Label stands. */
export type LabelStatus = (typeof LABEL_STATUSES)[number];

export const INVITATION_STATUSES = ['open', 'accepted', 'effective', 'declined', 'rejected', 'cancelled'] as const;
/** Where an invitation to take part in an active project, or to become its founder, stands. */
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];

export const PERIOD_STATUSES = ['applications', 'frozen', 'evaluation', 'published'] as const;
/** Where the evaluation period of one NSO stands. */
export type PeriodStatus = (typeof PERIOD_STATUSES)[number];

export const TASK_KINDS = ['councilApproval', 'nsoApproval', 'labelEvaluation', 'revision'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];
/** Kinds that somebody decides. A revision is done by its founders, with a resubmission. */
export type DecidedTaskKind = Exclude<TaskKind, 'revision'>;

/** `waiting`: put aside while the founders revise what another NSO returned. */
export const TASK_STATUSES = ['open', 'waiting', 'decided', 'cancelled'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export const TEAM_COMMANDS = ['invite', 'handOver', 'answerInvitation', 'withdrawInvitation', 'leave'] as const;
/** What changes the team of an active project. */
export type TeamCommandKind = (typeof TEAM_COMMANDS)[number];

export const PROJECT_COMMANDS = [
  'submit',
  'decide',
  'resubmit',
  'withdraw',
  'complete',
  'close',
  ...TEAM_COMMANDS,
] as const;
/** What a person may ask of a project's workflow. */
export type ProjectCommandKind = (typeof PROJECT_COMMANDS)[number];

export const LABEL_COMMANDS = ['applyForLabel', 'editApplication', 'decide'] as const;
/** What a person may ask of a label application's workflow. `applyForLabel` starts it. */
export type LabelCommandKind = (typeof LABEL_COMMANDS)[number];

export type CommandKind = ProjectCommandKind | LabelCommandKind;
export const COMMAND_KINDS: readonly CommandKind[] = [
  ...new Set<CommandKind>([...PROJECT_COMMANDS, ...LABEL_COMMANDS]),
];

export const DECISION_OUTCOMES = ['approve', 'reject', 'return', 'award', 'refuse'] as const;
/** How a task was decided. Evaluators score; `award` and `refuse` are concluded from their scores by the rules. */
export type DecisionOutcome = (typeof DECISION_OUTCOMES)[number];

export const ROLES = ['teacher', 'head', 'evaluator', 'nsoAdministrator', 'cssOfficer', 'systemAdministrator'] as const;
export type Role = (typeof ROLES)[number];

/** Which of a project's two kinds of subject a step, a journal entry or a timer is about. */
export type SubjectKind = 'project' | 'label';
