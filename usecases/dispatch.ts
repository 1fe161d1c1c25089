// Takes a command that was taken in to its workflow, and brings back the answer that counts.
import { randomUUID } from 'node:crypto';
import {
  ApplicationFailure,
  isGrpcServiceError,
  WithStartWorkflowOperation,
  type Workflow,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { SYSTEM_ACTOR } from '../domain/permissions.js';
import type { StepAnswer } from '../domain/step.js';
import type { LabelStatus, ProjectStatus } from '../domain/vocabulary.js';
import { failpoint } from '../failpoints/failpoint.js';
import { withActor } from '../records/actor.js';
import { answerOfEnded } from '../records/command-answers.js';
import { storedAnswer, type TakenIn } from '../records/intake.js';
import { LABEL_WORKFLOW, labelWorkflowId, PROJECT_WORKFLOW, projectWorkflowId, TASK_QUEUE } from '../temporal/names.js';
import {
  answerInvitationUpdate,
  applyForLabelUpdate,
  CANNOT_HOLD,
  closeUpdate,
  completeUpdate,
  decideUpdate,
  editApplicationUpdate,
  handOverUpdate,
  inviteUpdate,
  type LabelStart,
  leaveUpdate,
  type ProjectStart,
  REFUSED,
  resubmitUpdate,
  submitUpdate,
  type UpdateAnswer,
  withdrawInvitationUpdate,
  withdrawUpdate,
} from '../workflows/messages.js';
import type { Deps } from './deps.js';

/** A final answer, or none yet: the reconciler goes on asking. */
export type Dispatched =
  | { kind: 'answered'; answer: StepAnswer; status: ProjectStatus | LabelStatus | null }
  | { kind: 'unknown' };

const UNKNOWN: Dispatched = { kind: 'unknown' };

/** A caller waits this long; after it the command goes on without him. */
const ANSWER_WITHIN_MS = 10_000;
/** A worker that is killed over a decision keeps it for this long: less than its caller waits. */
const GIVEN_TO_ANOTHER_AFTER = '5 seconds';

const UPDATES = {
  submit: submitUpdate,
  decide: decideUpdate,
  resubmit: resubmitUpdate,
  withdraw: withdrawUpdate,
  close: closeUpdate,
  complete: completeUpdate,
  invite: inviteUpdate,
  handOver: handOverUpdate,
  answerInvitation: answerInvitationUpdate,
  withdrawInvitation: withdrawInvitationUpdate,
  leave: leaveUpdate,
  applyForLabel: applyForLabelUpdate,
  editApplication: editApplicationUpdate,
} as const;

/**
 * Sends the command as an Update whose id is the command's, so that sending it again is harmless.
 * Never throws for what Temporal or the workflow said: every such outcome is an answer or `unknown`.
 */
export async function dispatch(deps: Deps, takenIn: TakenIn, withinMs = ANSWER_WITHIN_MS): Promise<Dispatched> {
  const deadline = Date.now() + withinMs;
  const { commandId } = takenIn.command;
  const sent = await sendAs(commandId, deps, takenIn, deadline);
  // A forged Update has used the command's id up, and Temporal answers with its refusal. The step goes by the intake row.
  return isMismatch(sent) ? sendAs(`${commandId}/${randomUUID()}`, deps, takenIn, deadline) : sent;
}

async function sendAs(updateId: string, deps: Deps, takenIn: TakenIn, deadline: number): Promise<Dispatched> {
  try {
    const answering = deps.temporal.withDeadline(deadline, () => update(updateId, deps, takenIn));
    if (failpoint) await Promise.all([answering, failpoint('updateSent', takenIn.projectId)]);
    const { answer, status } = await answering;
    if (failpoint) await failpoint('answerReceived', takenIn.projectId);
    return { kind: 'answered', answer, status };
  } catch (error) {
    return afterFailure(deps, takenIn, error);
  }
}

function isMismatch(sent: Dispatched): boolean {
  return sent.kind === 'answered' && sent.answer.kind === 'refused' && sent.answer.code === 'intakeMismatch';
}

function update(updateId: string, { temporal }: Deps, takenIn: TakenIn): Promise<UpdateAnswer> {
  const { command } = takenIn;
  const options = { args: [command] as [typeof command], updateId };
  const startWorkflowOperation = startOf(takenIn);
  return startWorkflowOperation
    ? temporal.workflow.executeUpdateWithStart(UPDATES[command.kind], { ...options, startWorkflowOperation })
    : temporal.workflow.getHandle(workflowIdOf(takenIn)).executeUpdate(UPDATES[command.kind], options);
}

/** The two commands with which a workflow begins. A project is submitted once; a refused application may come again. */
function startOf(takenIn: TakenIn): WithStartWorkflowOperation<Workflow> | null {
  const { command, projectId, subjectId } = takenIn;
  const start = {
    workflowId: workflowIdOf(takenIn),
    taskQueue: TASK_QUEUE,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowTaskTimeout: GIVEN_TO_ANOTHER_AFTER,
  } as const;
  switch (command.kind) {
    case 'submit':
      return new WithStartWorkflowOperation(PROJECT_WORKFLOW, {
        ...start,
        args: [{ projectId } satisfies ProjectStart],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
      });
    case 'applyForLabel':
      return new WithStartWorkflowOperation(LABEL_WORKFLOW, {
        ...start,
        args: [{ projectId, applicationId: subjectId } satisfies LabelStart],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      });
    default:
      return null;
  }
}

function workflowIdOf({ projectId, applicantId }: TakenIn): string {
  return applicantId === null ? projectWorkflowId(projectId) : labelWorkflowId(projectId, applicantId);
}

async function afterFailure(deps: Deps, takenIn: TakenIn, error: unknown): Promise<Dispatched> {
  const failure = error instanceof WorkflowUpdateFailedError ? error.cause : null;
  if (failure instanceof ApplicationFailure && failure.type === REFUSED) {
    return { kind: 'answered', answer: failure.details?.[0] as StepAnswer, status: null };
  }
  const ended =
    (failure instanceof ApplicationFailure && failure.type === CANNOT_HOLD) ||
    failure !== null ||
    error instanceof WorkflowNotFoundError ||
    error instanceof WorkflowExecutionAlreadyStartedError;
  if (ended) return fromRecords(deps, takenIn);
  if (!isPassing(error)) deps.log.warn({ err: error, commandId: takenIn.command.commandId }, 'an Update failed');
  return UNKNOWN;
}

/** The workflow ended, or the task closed, before this Update: the records know what was decided, perhaps for this very command. */
async function fromRecords(deps: Deps, takenIn: TakenIn): Promise<Dispatched> {
  const answer = await withActor(deps.records, SYSTEM_ACTOR, async (tx) => {
    const stored = await storedAnswer(tx, takenIn.subjectId, takenIn.command.commandId);
    return stored ?? answerOfEnded(tx, takenIn);
  });
  return answer ? { kind: 'answered', answer, status: null } : UNKNOWN;
}

/** Away, overloaded or slow: nothing is wrong with the command. */
function isPassing(error: unknown): boolean {
  return (
    isGrpcServiceError(error) || (error instanceof Error && error.name === 'WorkflowUpdateRPCTimeoutOrCancelledError')
  );
}
