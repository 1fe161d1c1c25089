const LONGEST = 200;
// Line breaks would start a new header; the other controls, and those that turn the direction of writing, deceive the eye.
const CONTROLS = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** A text for one line of a mail's head: without controls, and not endless. */
export function oneLine(text: string): string {
  const line = text.replace(CONTROLS, ' ').trim();
  const characters = [...line];
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
