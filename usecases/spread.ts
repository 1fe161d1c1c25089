import { setTimeout as wait } from 'node:timers/promises';

/**
 * Does something with each of them at a moment of its own within the spread, so that they do not all step at once.
 * @param signal once it is aborted nothing more is begun
 * @returns for each, in order, whether it was done
 */
export function eachWithin<Item>(
  { spreadMs, signal }: { spreadMs: number; signal?: AbortSignal | undefined },
  items: readonly Item[],
  act: (item: Item) => Promise<boolean>,
): Promise<boolean[]> {
  return Promise.all(
    items.map(async (item) => {
      await wait(Math.random() * spreadMs, undefined, signal && { signal }).catch(() => undefined);
      return signal?.aborted ? false : act(item);
    }),
  );
}
