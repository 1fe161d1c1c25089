// The way of every command: taken in and committed first, then brought to its workflow, then answered.
import { v7 as uuidv7 } from 'uuid';
import { canonicalJson } from '../domain/canonical-json.js';
import type { Actor } from '../domain/permissions.js';
import type { StepAnswer } from '../domain/step.js';
import type { CommandKind, DecisionOutcome, SubjectKind } from '../domain/vocabulary.js';
import { failpoint } from '../failpoints/failpoint.js';
import { type ActorTransaction, withActor } from '../records/actor.js';
import { statusOf } from '../records/command-answers.js';
import { findByKey, type TakenIn, takeIn } from '../records/intake.js';
import { sha256 } from '../records/sha256.js';
import { LastStatements } from '../records/transaction.js';
import type { CommandResult } from './command-result.js';
import type { Deps } from './deps.js';
import { type Dispatched, dispatch } from './dispatch.js';
import { Problem } from './problem.js';
import { inTimeOfProject } from './programme-calendar.js';

/** What a person asks, before it is known whether he or she may. */
export interface CommandRequest {
  key: string;
  kind: CommandKind;
  /** What the idempotency key stands for: the same key with another target or body is turned away. */
  target: string;
  body: unknown;
}

/** What the use case found out about the request when it allowed it. */
export interface AllowedCommand {
  subject: SubjectKind;
  projectId: string;
  subjectId: string;
  applicantId?: string | null;
  taskId?: string;
  outcome?: DecisionOutcome;
  content: unknown;
  periodId?: string | null;
}

/**
 * Takes a command in and brings back its answer.
 * @param allow checks whether the actor may, inside the transaction that takes the command in
 * @returns the applied command, or `pending` while Temporal does not answer: nothing is lost, the reconciler goes on
 * @throws Problem when the actor may not, when the rules refuse, or when the task was decided already
 */
export async function issueCommand(
  deps: Deps,
  actor: Actor,
  request: CommandRequest,
  allow: (tx: ActorTransaction) => Promise<AllowedCommand>,
): Promise<CommandResult> {
  const bodyHash = sha256(canonicalJson([request.kind, request.target, request.body]));
  const takenIn = await withActor(deps.records, actor, async (tx) => {
    // Both questions travel together; a repeat hears its first answer, whatever it would be allowed now.
    const [first, asked] = await Promise.all([findByKey(tx, actor.userId, request.key), settledOf(allow(tx))]);
    if (first) return first;
    if (asked.status === 'rejected') throw asked.reason;
    const allowed = asked.value;
    const takingIn = takeIn(tx, {
      commandId: uuidv7(),
      actorId: actor.userId,
      idempotencyKey: request.key,
      bodyHash,
      kind: request.kind,
      subject: allowed.subject,
      projectId: allowed.projectId,
      subjectId: allowed.subjectId,
      applicantId: allowed.applicantId ?? null,
      taskId: allowed.taskId ?? null,
      outcome: allowed.outcome ?? null,
      content: allowed.content,
      periodId: allowed.periodId ?? null,
    });
    return new LastStatements(takingIn);
  });
  if (failpoint) await failpoint('intakeCommitted', takenIn.projectId);
  if (!takenIn.bodyHash.equals(bodyHash)) throw new Problem('idempotencyKeyReused');
  const { settlement, command } = takenIn;
  if (settlement) return resultOf(deps, takenIn, { kind: 'answered', answer: settlement, status: null });

  const dispatched = await dispatch(deps, takenIn);
  if (dispatched.kind === 'answered') deps.settlements.add(command.commandId, dispatched.answer);
  return resultOf(deps, takenIn, dispatched);
}

async function settledOf<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [settled] = await Promise.allSettled([promise]);
  return settled;
}

async function resultOf(deps: Deps, takenIn: TakenIn, dispatched: Dispatched): Promise<CommandResult> {
  const { commandId, receivedAt } = takenIn.command;
  if (dispatched.kind === 'unknown') return { kind: 'pending', commandId, receivedAt };
  const { answer } = dispatched;
  if (answer.kind !== 'applied') throw await inTimeOfProject(deps, takenIn.projectId, problemOf(answer));
  const { outcome, values } = answer;
  // An answer that was kept says nothing of the state; the records do.
  const status = dispatched.status ?? (await statusOf(deps.records, takenIn));
  return { kind: 'applied', commandId, receivedAt, outcome, values, status };
}

function problemOf(answer: Exclude<StepAnswer, { kind: 'applied' }>): Problem {
  return answer.kind === 'already'
    ? new Problem('alreadyDecided', null, { ...answer.values, outcome: answer.outcome, at: answer.at })
    : new Problem(answer.code, answer.rule, answer.values);
}
