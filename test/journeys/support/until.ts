import { setTimeout as wait } from 'node:timers/promises';

/**
 * Waits until `probe` gives something, and gives it. A probe that fails, because what it asks was just killed, is asked
 * again. Patient: what it waits for is never a matter of timing.
 * @throws when that has not happened within `withinMs`; the last failure of the probe is the cause
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | null | undefined | false>,
  withinMs = 60_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  let cause: unknown;
  for (;;) {
    try {
      const found = await probe();
      if (found) return found;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > end) throw new Error(`did not happen within ${withinMs / 1000} s: ${what}`, { cause });
    await wait(50);
  }
}
