import { el } from './el.js';
import { en, type LocalMessages } from './en.js';

/**
 * The catalogue for a request: the first of the wishes that names Greek or English decides.
 *
 * @param wishes language tags or an Accept-Language header, strongest first; absent ones are passed over
 * @returns Greek when nothing decides: most of the programme's people read it
 */
export function chooseMessages(...wishes: readonly (string | null | undefined)[]): LocalMessages {
  const languages = wishes.flatMap((wish) => (wish ?? '').split(/[\s,]+/));
  const known = languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === 'el' || tag === 'en');
  return known === 'en' ? en : el;
}
