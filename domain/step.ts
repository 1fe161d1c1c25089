// What passes between a workflow and the transaction that decides: causes in, answers and state out.
// Imported by workflow code: nothing here may touch a clock, a time zone or the outside world.
import type {
  CommandKind,
  DecisionOutcome,
  Instant,
  LabelStatus,
  ProjectStatus,
  SubjectKind,
  TaskStatus,
} from './vocabulary.js';

/** What an Update carries: opaque ids, the outcome and the instant of receipt; never a name or free text. */
export interface Command {
  commandId: string;
  kind: CommandKind;
  taskId: string | null;
  outcome: DecisionOutcome | null;
  receivedAt: Instant;
}

const COMMAND_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether this can be the id of a command: what reaches a workflow past the API may be anything. */
export function isCommandId(id: unknown): boolean {
  return typeof id === 'string' && id.length === 36 && COMMAND_ID.test(id);
}

/** One cause of one step: a person's command, or a timer that came due. */
export type Cause = { kind: 'command'; command: Command } | { kind: 'timer'; timer: string };

/** A step to be decided: its cause, and the project or label application that it is about. */
export interface Step {
  subject: SubjectKind;
  projectId: string;
  /** The project's id, or the label application's. */
  subjectId: string;
  cause: Cause;
}

/** Values that explain an answer: ids, codes, instants and numbers only. They reach Temporal's history. */
export type AnswerValues = Record<string, string | number | boolean | null>;

/** What the transaction answered, once for each cause. `rule` is an id of RULES.md, null where none applies. */
export type StepAnswer =
  | { kind: 'applied'; outcome: string; values: AnswerValues }
  | { kind: 'already'; outcome: string; at: Instant; values: AnswerValues }
  | { kind: 'refused'; code: RefusalCode; rule: string | null; values: AnswerValues };

/** Why a well-formed command was refused. Every code has a sentence in the catalogues and an HTTP status in the API. */
export const REFUSAL_CODES = [
  'taskUnknown',
  'taskClosed',
  'taskWaiting',
  'taskClaimedByAnother',
  'wrongStatus',
  'notAMember',
  'submissionIncomplete',
  'nothingChanged',
  'versionConflict',
  'alreadyApplied',
  'labelSlotsFull',
  'pupilProjectsFull',
  'applicationClosed',
  'evaluationIncomplete',
  'alreadyMember',
  'alreadyInvited',
  'invitationClosed',
  'memberUnknown',
  'handOverFirst',
  'categoryWouldChange',
  'successorOfAnotherNso',
  'intakeMismatch',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** The next instant at which the workflow must act by itself. */
export interface NextTimer {
  timer: string;
  at: Instant;
}

interface SubjectState {
  /** Number of the journal entry that wrote this state; a higher one is newer. */
  seq: number;
  tasks: Record<string, TaskStatus>;
  nextTimer: NextTimer | null;
  /** True once nothing more can happen by itself or by command. */
  ended: boolean;
}

export interface ProjectState extends SubjectState {
  status: ProjectStatus;
}

export interface LabelState extends SubjectState {
  status: LabelStatus;
}

/** The stored answer for the cause together with the subject's state as it is in the records now. */
export interface RecordedStep<State> {
  answer: StepAnswer;
  state: State;
}

/** The name of a cause in the records: the key under which its answer is stored. */
export function causeId(cause: Cause): string {
  return cause.kind === 'command' ? `command/${cause.command.commandId}` : `timer/${cause.timer}`;
}
