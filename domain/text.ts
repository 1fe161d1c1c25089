// What people write. Lengths are checked before anything reads the text, so that a long one costs nothing.
import { z } from 'zod';

const LONE_SURROGATE = /\p{Surrogate}/u;
const LINE_BREAK_OR_CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** PostgreSQL cannot store NUL, and a lone surrogate is not a character: it becomes another one in UTF-8. */
export function isStorable(value: string): boolean {
  return !value.includes('\u0000') && !LONE_SURROGATE.test(value);
}

/** Schema of a text of several lines: at most `maximum` UTF-16 units (what `maxlength` in a page counts), trimmed. */
export function text(maximum: number) {
  return z
    .string()
    .max(maximum, { abort: true })
    .refine(isStorable, { error: 'holds a character that cannot be kept' })
    .trim();
}

/** Schema of a text of one line, such as a title that goes into the subject of a mail: as `text`, without control characters. */
export function line(maximum: number) {
  return text(maximum).refine((value) => !LINE_BREAK_OR_CONTROL.test(value), { error: 'must be a single line' });
}
