// Takes a command that was taken in to its workflow, and brings back the answer that counts.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  ApplicationFailure,
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { SYSTEM_ACTOR } from '../domain/permissions.js';
import type { StepAnswer } from '../domain/step.js';
import type { LabelStatus, ProjectStatus } from '../domain/vocabulary.js';
import { withActor } from '../records/actor.js';
import { answerOfEnded, labelTeacher } from '../records/command-answers.js';
import { storedAnswer, type TakenIn } from '../records/intake.js';
import { labelWorkflowId, PROJECT_WORKFLOW, projectWorkflowId, TASK_QUEUE } from '../temporal/names.js';
import {
  applyForLabelUpdate,
  CANNOT_HOLD,
  completeUpdate,
  decideUpdate,
  editApplicationUpdate,
  REFUSED,
  submitUpdate,
  type UpdateAnswer,
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
const LOOK_AGAIN_MS = 20;

const UPDATES = {
  submit: submitUpdate,
  decide: decideUpdate,
  withdraw: withdrawUpdate,
  complete: completeUpdate,
  applyForLabel: applyForLabelUpdate,
  editApplication: editApplicationUpdate,
} as const;

/**
 * Sends the command as an Update whose id is the command's, so that sending it again is harmless.
 * Never throws for what Temporal or the workflow said: every such outcome is an answer or `unknown`.
 */
export async function dispatch(deps: Deps, takenIn: TakenIn, withinMs = ANSWER_WITHIN_MS): Promise<Dispatched> {
  const deadline = Date.now() + withinMs;
  const sent = await send(deps, takenIn, deadline);
  const accepted = sent.kind === 'answered' && sent.answer.kind === 'applied';
  return accepted && takenIn.command.kind === 'applyForLabel' ? awaitLabel(deps, takenIn, deadline) : sent;
}

async function send(deps: Deps, takenIn: TakenIn, deadline: number): Promise<Dispatched> {
  const { commandId } = takenIn.command;
  const sent = await sendAs(commandId, deps, takenIn, deadline);
  // A forged Update has used the command's id up, and Temporal answers with its refusal. The step goes by the intake row.
  return isMismatch(sent) ? sendAs(`${commandId}/${randomUUID()}`, deps, takenIn, deadline) : sent;
}

async function sendAs(updateId: string, deps: Deps, takenIn: TakenIn, deadline: number): Promise<Dispatched> {
  try {
    const { answer, status } = await deps.temporal.withDeadline(deadline, () => update(updateId, deps, takenIn));
    return { kind: 'answered', answer, status };
  } catch (error) {
    return afterFailure(deps, takenIn, error);
  }
}

function isMismatch(sent: Dispatched): boolean {
  return sent.kind === 'answered' && sent.answer.kind === 'refused' && sent.answer.code === 'intakeMismatch';
}

async function update(
  updateId: string,
  deps: Deps,
  { command, projectId, subject, subjectId }: TakenIn,
): Promise<UpdateAnswer> {
  const options = { args: [command] as [typeof command], updateId };
  const { workflow } = deps.temporal;
  if (command.kind === 'submit') {
    return workflow.executeUpdateWithStart(submitUpdate, {
      ...options,
      startWorkflowOperation: new WithStartWorkflowOperation(PROJECT_WORKFLOW, {
        workflowId: projectWorkflowId(projectId),
        taskQueue: TASK_QUEUE,
        args: [{ projectId }],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
      }),
    });
  }
  const ofProject = subject === 'project' || command.kind === 'applyForLabel';
  const workflowId = ofProject
    ? projectWorkflowId(projectId)
    : labelWorkflowId(projectId, await labelTeacher(deps.records, subjectId));
  return workflow.getHandle(workflowId).executeUpdate(UPDATES[command.kind], options);
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

/** The project vouched for the member; the label's own workflow says what became of the application. */
async function awaitLabel(deps: Deps, { command, subjectId }: TakenIn, deadline: number): Promise<Dispatched> {
  for (;;) {
    const answer = await withActor(deps.records, SYSTEM_ACTOR, (tx) => storedAnswer(tx, subjectId, command.commandId));
    if (answer) return { kind: 'answered', answer, status: null };
    if (Date.now() >= deadline) return UNKNOWN;
    await wait(LOOK_AGAIN_MS);
  }
}

/** Away, overloaded or slow: nothing is wrong with the command. */
function isPassing(error: unknown): boolean {
  return (
    isGrpcServiceError(error) || (error instanceof Error && error.name === 'WorkflowUpdateRPCTimeoutOrCancelledError')
  );
}
