import type { Actor } from '../domain/permissions.js';
import type { StepAnswer } from '../domain/step.js';
import type { CommandKind, Instant } from '../domain/vocabulary.js';
import { withActor } from '../records/actor.js';
import { findCommand, storedAnswer } from '../records/intake.js';
import type { Deps } from './deps.js';
import { Problem } from './problem.js';

export interface CommandView {
  commandId: string;
  kind: CommandKind;
  receivedAt: Instant;
  settledAt: Instant | null;
  answer: StepAnswer | null;
}

/** What became of a command: null as answer while nothing has decided it. @throws Problem notFound */
export async function readCommand(deps: Deps, actor: Actor, commandId: string): Promise<CommandView> {
  return withActor(deps.records, actor, async (tx) => {
    const found = await findCommand(tx, commandId);
    if (!found) throw new Problem('notFound');
    const { command, settledAt, settlement, subjectId } = found;
    const answer = settlement ?? (await storedAnswer(tx, subjectId, commandId));
    return { commandId, kind: command.kind, receivedAt: command.receivedAt, settledAt, answer };
  });
}
