import { z } from 'zod';
import { isStorable } from './text.js';

const MAXIMUM_LENGTH = 2000;
const SPACE_OR_CONTROL = /[\s\p{Cc}]/u;

/** Only plain web addresses: one with a user name in it (`https://known.example@other.example`) deceives its reader. */
function isWebAddress(value: string): boolean {
  if (SPACE_OR_CONTROL.test(value) || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

/** Schema of a link to a page on the web (http or https). */
export function link() {
  return z
    .string()
    .max(MAXIMUM_LENGTH, { abort: true })
    .refine(isStorable, { error: 'holds a character that cannot be kept' })
    .refine(isWebAddress, { error: 'not a web address' })
    .meta({ format: 'uri' });
}
