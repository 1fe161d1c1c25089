import { describe, expect, test } from '@jest/globals';
import { isInactive } from '../../domain/inactivity.js';
import { loadRulebook } from '../../rulebooks/load.js';

const rulebook = await loadRulebook('gr-2021-2022');
const inactive = (lastSignedInAt: string, now: string) => isInactive({ lastSignedInAt, now }, rulebook);

describe('R-1.p5: a teacher who has not signed in', () => {
  test('for exactly three years is still active; a millisecond more, and no longer', () => {
    expect(inactive('2019-03-04T08:00:00.000Z', '2022-03-04T08:00:00.000Z')).toBe(false);
    expect(inactive('2019-03-04T08:00:00.000Z', '2022-03-04T08:00:00.001Z')).toBe(true);
  });

  test('since a leap day is active until the end of February', () => {
    expect(inactive('2020-02-29T10:00:00.000Z', '2023-02-28T10:00:00.000Z')).toBe(false);
    expect(inactive('2020-02-29T10:00:00.000Z', '2023-02-28T10:00:00.001Z')).toBe(true);
  });

  test('since before a change of the clocks is active until the same time of day', () => {
    // 28 March 2019 was before summer time began in Athens, 28 March 2022 after it.
    expect(inactive('2019-03-28T10:00:00.000Z', '2022-03-28T09:00:00.000Z')).toBe(false);
    expect(inactive('2019-03-28T10:00:00.000Z', '2022-03-28T09:00:00.001Z')).toBe(true);
  });

  test('under a rulebook that says nothing of it is never inactive', () => {
    const { registration: _, ...before } = rulebook;

    expect(isInactive({ lastSignedInAt: '1999-01-01T00:00:00.000Z', now: '2022-01-01T00:00:00.000Z' }, before)).toBe(
      false,
    );
  });
});
