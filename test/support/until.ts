import { setTimeout as wait } from 'node:timers/promises';

/** Waits until `probe` gives something, and gives it. Patient: what it waits for is never a matter of timing. */
export async function until<T>(
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

/** Waits until `holds` no longer throws. @throws what it threw last */
export async function untilItHolds(holds: () => Promise<void>, withinMs = 20_000): Promise<void> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await holds();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await wait(50);
  }
}

/** Waits until that instant has passed. */
export async function untilInstant(at: string, andMs = 0): Promise<void> {
  await wait(Math.max(0, Date.parse(at) + andMs - Date.now()));
}
