import { setTimeout as sleep } from 'node:timers/promises';

/** A step of the story that did not happen. The message says which, and what was seen instead. */
export class StoryProblem extends Error {}

/**
 * Looks again and again until there is something to see: nothing is waited for by guessing how long it takes.
 * @param look gives undefined as long as it is not there yet
 * @throws {StoryProblem} with what `missing` says, when it is not there in time
 */
export async function poll<Seen>(
  look: () => Promise<Seen | undefined> | Seen | undefined,
  { withinMs, everyMs = 100, missing }: { withinMs: number; everyMs?: number; missing: () => string },
): Promise<Seen> {
  const end = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > end) throw new StoryProblem(missing());
    await sleep(everyMs);
  }
}

/** @throws {StoryProblem} with the message, when the condition does not hold */
export function demand(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new StoryProblem(otherwise);
}
