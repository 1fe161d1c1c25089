// Calendar dates (`…On`): a day without a time or a zone, written 2022-08-20.
import { z } from 'zod';

const DATE_PATTERN = /^\d{4}-\d\d-\d\d$/;
const DATE_LENGTH = '2022-08-20'.length;

/** Whether the text is a day of the calendar, written year-month-day. */
export function isCalendarDate(text: string): boolean {
  if (text.length !== DATE_LENGTH || !DATE_PATTERN.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

/** Schema of a calendar date. */
export function calendarDate() {
  return z
    .string()
    .max(DATE_LENGTH, { abort: true })
    .refine(isCalendarDate, { error: 'not a date such as 2022-08-20' })
    .meta({ format: 'date' });
}
