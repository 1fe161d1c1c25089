import { setTimeout as wait } from 'node:timers/promises';

/**
 * Does the work over and over until it is told to stop; a failure is told, and the work tried again.
 * @param work given the signal at which it should begin nothing more
 * @returns what ends the loop, after what it has begun
 */
export function repeat(
  work: (signal: AbortSignal) => Promise<unknown>,
  { everyMs, onFailure }: { everyMs: number; onFailure: (error: unknown) => void },
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      await work(signal).catch(onFailure);
      await wait(everyMs, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
