// After a form: to the page that shows what became of it, also when the answer is still on its way.
import type { FastifyReply } from 'fastify';
import type { CommandResult } from '../usecases/command-result.js';
import type { Deps } from '../usecases/deps.js';
import { Problem } from '../usecases/problem.js';
import { type CommandView, readCommand } from '../usecases/read-command.js';
import { UUID } from './guard.js';
import type { RulebookWords } from './rulebook-words.js';
import { problemSentence } from './sentences.js';
import type { SignedIn } from './viewer.js';

/** Redirects to the page that shows the result; one that is not known yet is named, so that the page can follow it. */
export function redirectAfter(reply: FastifyReply, path: string, result: CommandResult): FastifyReply {
  return reply.redirect(result.kind === 'pending' ? `${path}?command=${result.commandId}` : path, 303);
}

/** What is to be said about a command whose answer was still on its way; null when there is nothing to say. */
export async function commandNotice(
  deps: Deps,
  viewer: SignedIn,
  words: RulebookWords,
  commandId: string | undefined,
): Promise<string | null> {
  const command = await findCommand(deps, viewer, commandId);
  if (command === null) return null;
  const { answer, receivedAt } = command;
  if (answer === null) return viewer.t('pages.onItsWay', { received: words.instant(receivedAt) });
  if (answer.kind === 'applied') return null;
  const problem =
    answer.kind === 'already'
      ? new Problem('alreadyDecided', null, { outcome: answer.outcome, at: answer.at })
      : new Problem(answer.code, answer.rule, answer.values);
  return problemSentence(viewer, problem, words);
}

/** Whether the command was taken in and nothing has decided it yet. */
export async function isOnItsWay(deps: Deps, viewer: SignedIn, commandId: string | undefined): Promise<boolean> {
  const command = await findCommand(deps, viewer, commandId);
  return command !== null && command.answer === null;
}

async function findCommand(deps: Deps, viewer: SignedIn, commandId: string | undefined): Promise<CommandView | null> {
  if (commandId === undefined || !UUID.test(commandId)) return null;
  return readCommand(deps, viewer.session.actor, commandId).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'notFound') return null;
    throw error;
  });
}
