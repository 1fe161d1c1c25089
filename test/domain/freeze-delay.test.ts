import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { freezeDelayMs } from '../../domain/freeze-delay.js';

describe('the spread of freezes after a deadline', () => {
  test('the same id always waits the same time, within the spread', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 600 }), (id, spreadMinutes) => {
        const delayMs = freezeDelayMs(id, spreadMinutes);

        expect(freezeDelayMs(id, spreadMinutes)).toBe(delayMs);
        expect(Number.isInteger(delayMs) && delayMs >= 0 && delayMs < spreadMinutes * 60_000).toBe(true);
      }),
    );
  });

  test('ids that differ in their last digits only are spread evenly over the minutes', () => {
    const perMinute = Array.from({ length: 10 }, () => 0);
    for (let number = 0; number < 10_000; number += 1) {
      const id = `label/0190f5a0-0000-7000-8000-${String(number).padStart(12, '0')}`;
      const minute = Math.floor(freezeDelayMs(id, 10) / 60_000);
      perMinute[minute] = (perMinute[minute] ?? 0) + 1;
    }

    expect(Math.min(...perMinute)).toBeGreaterThan(850);
    expect(Math.max(...perMinute)).toBeLessThan(1150);
  });

  test('without a spread nothing waits', () => {
    expect(freezeDelayMs('label/a/b', 0)).toBe(0);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('a spread of %s is refused', (spreadMinutes) => {
    expect(() => freezeDelayMs('a', spreadMinutes)).toThrow(RangeError);
  });
});
