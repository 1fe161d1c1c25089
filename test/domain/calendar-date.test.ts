import { describe, expect, test } from '@jest/globals';
import { calendarDate, isCalendarDate } from '../../domain/calendar-date.js';

describe('calendar dates', () => {
  test.each(['2022-08-20', '2024-02-29', '2000-02-29'])('%s is a day', (text) => {
    expect(isCalendarDate(text)).toBe(true);
    expect(calendarDate().parse(text)).toBe(text);
  });

  test.each(['2022-02-29', '2022-04-31', '2022-13-01', '2022-00-10', '20-8-2022', '2022-08-20T00:00:00.000Z', ''])(
    '%s is none',
    (text) => {
      expect(isCalendarDate(text)).toBe(false);
      expect(calendarDate().safeParse(text).success).toBe(false);
    },
  );
});
