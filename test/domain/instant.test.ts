import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, isBefore, millisecondsOf } from '../../domain/instant.js';

describe('instants', () => {
  test('an instant is the same after a way through its number of milliseconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }), (milliseconds) => {
        const at = instantOf(milliseconds);

        expect(millisecondsOf(at)).toBe(milliseconds);
      }),
    );
  });

  test('microseconds are cut off, so that what came before a deadline stays before it', () => {
    expect(millisecondsOf('2022-08-20T20:59:59.999999Z')).toBe(Date.UTC(2022, 7, 20, 20, 59, 59, 999));
    expect(isBefore('2022-08-20T20:59:59.999999Z', '2022-08-20T21:00:00.000Z')).toBe(true);
    expect(isBefore('2022-08-20T21:00:00.000000Z', '2022-08-20T21:00:00.000Z')).toBe(false);
  });

  test.each([
    '',
    '2022-08-20',
    '2022-08-20T21:00:00Z',
    '2022-08-20T21:00:00.000',
    '2022-08-20T21:00:00.000+03:00',
    '2022-02-30T00:00:00.000Z',
    '2022-08-20T24:00:00.000Z',
    '2022-08-20T21:00:60.000Z',
    '+012022-08-20T21:00:00.00',
    'x'.repeat(100_000),
  ])('%.30s is refused', (text) => {
    expect(() => millisecondsOf(text)).toThrow(RangeError);
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 8.64e15, -8.64e15])('%s milliseconds are refused', (number) => {
    expect(() => instantOf(number)).toThrow(RangeError);
  });
});
