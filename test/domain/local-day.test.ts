import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { millisecondsOf } from '../../domain/instant.js';
import { endOfLocalDay, localDayOf, localTimeOnDay, startOfLocalDay } from '../../domain/local-day.js';
import { loadRulebook } from '../../rulebooks/load.js';

const rulebook = await loadRulebook('gr-2021-2022');
const hoursOf = (on: string, timeZone: string) =>
  (millisecondsOf(endOfLocalDay(on, timeZone)) - millisecondsOf(startOfLocalDay(on, timeZone))) / 3_600_000;

describe('days of a place', () => {
  test('in Athens the night of 27 March 2022 is an hour shorter and that of 30 October an hour longer', () => {
    expect(hoursOf('2022-03-26', 'Europe/Athens')).toBe(24);
    expect(hoursOf('2022-03-27', 'Europe/Athens')).toBe(23);
    expect(hoursOf('2022-10-30', 'Europe/Athens')).toBe(25);
  });

  test('where clocks jump forward at midnight, the day begins at one o’clock', () => {
    expect(startOfLocalDay('2022-03-27', 'Asia/Beirut')).toBe('2022-03-26T22:00:00.000Z');
    expect(localTimeOnDay('2022-03-27', '00:30', 'Asia/Beirut')).toBe('2022-03-26T22:30:00.000Z');
    expect(hoursOf('2022-03-27', 'Asia/Beirut')).toBe(23);
  });

  test('eight in the morning is eight in the morning on both sides of a change of clocks', () => {
    expect(localTimeOnDay('2022-03-26', '08:00', 'Europe/Athens')).toBe('2022-03-26T06:00:00.000Z');
    expect(localTimeOnDay('2022-03-27', '08:00', 'Europe/Athens')).toBe('2022-03-27T05:00:00.000Z');
  });

  test('at every NSO, every day runs from its first instant to the first of the next', () => {
    const days = fc.integer({ min: Date.UTC(2021, 8), max: Date.UTC(2023, 11) }).map((ms) => new Date(ms));
    fc.assert(
      fc.property(fc.constantFrom(...rulebook.nsos), days, ({ timeZone }, day) => {
        const on = day.toISOString().slice(0, 10);
        const lastMs = millisecondsOf(endOfLocalDay(on, timeZone)) - 1;

        expect(localDayOf(startOfLocalDay(on, timeZone), timeZone)).toBe(on);
        expect(localDayOf(new Date(lastMs).toISOString(), timeZone)).toBe(on);
        expect(localDayOf(endOfLocalDay(on, timeZone), timeZone)).not.toBe(on);
      }),
    );
  });

  test('an unknown zone is refused', () => {
    expect(() => localDayOf('2022-01-01T00:00:00.000Z', 'Europe/Atlantis')).toThrow(RangeError);
  });
});
