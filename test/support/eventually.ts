import { setTimeout as wait } from 'node:timers/promises';

/**
 * Waits until `probe` gives something, and gives it. Patient, because what it waits for is never a matter of timing.
 * @throws when that has not happened within `withinMs`
 */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | null | undefined | false>,
  withinMs = 20_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > end) throw new Error(`did not happen within ${withinMs / 1000} s: ${what}`);
    await wait(20);
  }
}
