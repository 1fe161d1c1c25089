import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nsoOf } from '../../domain/rulebook.js';
import { addWorkingDays, countWorkingDays, type WorkingCalendar } from '../../domain/working-calendar.js';
import { loadRulebook } from '../../rulebooks/load.js';

const rulebook = await loadRulebook('gr-2021-2022');
const greece = nsoOf(rulebook, 'GR');
const jordan = nsoOf(rulebook, 'JO');

const aDay = fc
  .integer({ min: Date.UTC(2021, 0), max: Date.UTC(2023, 11) })
  .map((milliseconds) => new Date(milliseconds).toISOString().slice(0, 10));
const aCalendar: fc.Arbitrary<WorkingCalendar> = fc.record({
  timeZone: fc.constantFrom('Europe/Athens', 'Asia/Beirut', 'Atlantic/Reykjavik'),
  weekend: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
  closedOn: fc.uniqueArray(aDay, { maxLength: 40 }),
});
const aCount = fc.integer({ min: -60, max: 60 });
const isWorking = (calendar: WorkingCalendar, on: string) =>
  !calendar.weekend.includes(new Date(on).getUTCDay() || 7) && !calendar.closedOn.includes(on);

describe('working days', () => {
  test('over Orthodox Easter 2022 ten Greek working days take nineteen days, and the calendar says why', () => {
    const { on, endsAt, why } = addWorkingDays(greece, '2022-04-14T10:00:00.000Z', 10);

    expect(on).toBe('2022-05-03');
    expect(endsAt).toBe('2022-05-03T21:00:00.000Z');
    expect(why).toMatchObject({ fromOn: '2022-04-14', workingDays: 10, toOn: '2022-05-03', timeZone: 'Europe/Athens' });
    expect(why.skipped.filter((day) => day.reason === 'closed').map((day) => day.on)).toEqual([
      '2022-04-22',
      '2022-04-25',
      '2022-05-02',
    ]);
    expect(why.skipped.filter((day) => day.reason === 'weekend')).toHaveLength(6);
  });

  test('the day of the start is the one at the NSO, and is not counted', () => {
    const lateOnMonday = '2022-02-07T21:59:59.999Z';
    const earlyOnTuesday = '2022-02-07T22:00:00.000Z';

    expect(addWorkingDays(greece, lateOnMonday, 1).on).toBe('2022-02-08');
    expect(addWorkingDays(greece, earlyOnTuesday, 1).on).toBe('2022-02-09');
  });

  test('the weekend is the country’s own', () => {
    const thursday = '2022-02-10';

    expect(countWorkingDays(jordan, thursday, 1).toOn).toBe('2022-02-13');
    expect(countWorkingDays(greece, thursday, 1).toOn).toBe('2022-02-11');
  });

  test('a closed day on a weekend is told as a weekend', () => {
    const { skipped } = countWorkingDays({ ...greece, closedOn: ['2022-02-12'] }, '2022-02-11', 1);

    expect(skipped).toEqual([
      { on: '2022-02-12', reason: 'weekend' },
      { on: '2022-02-13', reason: 'weekend' },
    ]);
  });

  test('zero working days lead to the day itself, or to the next working day', () => {
    expect(countWorkingDays(greece, '2022-02-11', 0).toOn).toBe('2022-02-11');
    expect(countWorkingDays(greece, '2022-02-12', 0).toOn).toBe('2022-02-14');
  });

  test.each([
    ['2022-03-25T12:00:00.000Z', '2022-03-28', '2022-03-28T21:00:00.000Z'],
    ['2022-10-27T12:00:00.000Z', '2022-10-31', '2022-10-31T22:00:00.000Z'],
  ])('the end of a working day after a change of clocks is local midnight: from %s', (from, on, endsAt) => {
    expect(addWorkingDays(greece, from, 1)).toMatchObject({ on, endsAt });
  });

  test('the day reached is never a weekend nor a closed day, and exactly the days between are told or counted', () => {
    fc.assert(
      fc.property(aCalendar, aDay, aCount, (calendar, fromOn, count) => {
        const { toOn, skipped } = countWorkingDays(calendar, fromOn, count);
        const days = Math.abs(Date.parse(toOn) - Date.parse(fromOn)) / 86_400_000;

        expect(isWorking(calendar, toOn)).toBe(true);
        expect(skipped.every((day) => !isWorking(calendar, day.on))).toBe(true);
        if (count !== 0) expect(days).toBe(Math.abs(count) + skipped.length);
      }),
    );
  });

  test('more working days never lead to an earlier day, nor does a later start', () => {
    fc.assert(
      fc.property(aCalendar, aDay, aDay, aCount, (calendar, one, other, count) => {
        const [earlier, later] = one <= other ? [one, other] : [other, one];
        const reached = countWorkingDays(calendar, earlier, count).toOn;

        expect(countWorkingDays(calendar, earlier, count + 1).toOn >= reached).toBe(true);
        expect(countWorkingDays(calendar, later, count).toOn >= reached).toBe(true);
      }),
    );
  });

  test('from a working day, counting back undoes counting forward', () => {
    fc.assert(
      fc.property(aCalendar, aDay, aCount, (calendar, day, count) => {
        const working = countWorkingDays(calendar, day, 0).toOn;
        const there = countWorkingDays(calendar, working, count).toOn;

        expect(countWorkingDays(calendar, there, -count).toOn).toBe(working);
      }),
    );
  });

  test('nonsense is refused', () => {
    expect(() => countWorkingDays(greece, '2022-02-30', 1)).toThrow(RangeError);
    expect(() => countWorkingDays(greece, '2022-02-10', 1.5)).toThrow(RangeError);
    expect(() => countWorkingDays(greece, '2022-02-10', 1001)).toThrow(RangeError);
    expect(() => countWorkingDays({ ...greece, weekend: [1, 2, 3, 4, 5, 6, 7] }, '2022-02-10', 1)).toThrow(RangeError);
    expect(() => addWorkingDays(greece, 'today', 1)).toThrow(RangeError);
  });
});
