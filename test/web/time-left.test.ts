import { describe, expect, test } from '@jest/globals';
import { timeLeft } from '../../web/time-left.js';

/** The circular's deadline: the end of 20 August 2022 in Greece, exclusively. */
const END_OF_20_AUGUST = '2022-08-20T21:00:00.000Z';
const at = (now: string, dueAt = END_OF_20_AUGUST, ratio = 1) => ({ now, dueAt, timeZone: 'Europe/Athens', ratio });

describe('how long there is until a deadline', () => {
  test.each([
    ['2022-08-20T20:59:59.999Z', 'today', 'σήμερα'],
    ['2022-08-19T21:00:00.000Z', 'today', 'σήμερα'],
    ['2022-08-19T20:59:59.999Z', 'tomorrow', 'αύριο'],
    ['2022-08-10T09:00:00.000Z', 'in 10 days', 'σε 10 ημέρες'],
  ])('at %s is %s: days count as they are on the calendar of the place', (now, english, greek) => {
    expect(timeLeft('en', at(now))).toBe(english);
    expect(timeLeft('el', at(now))).toBe(greek);
  });

  test('is nothing once its last day is over', () => {
    expect(timeLeft('en', at(END_OF_20_AUGUST))).toBeNull();
  });

  test('leaves out the hour that a night of the changed clock lacks', () => {
    expect(timeLeft('en', at('2022-03-26T22:30:00.000Z', '2022-03-27T21:00:00.000Z'))).toBe('today');
    expect(timeLeft('en', at('2022-03-26T21:30:00.000Z', '2022-03-27T21:00:00.000Z'))).toBe('tomorrow');
  });

  test('names the day that ends, also where a fast programme clock shows its end late', () => {
    expect(timeLeft('en', at('2022-08-20T12:00:00.000Z', '2022-08-20T21:00:45.000Z', 60_000))).toBe('today');
  });
});
