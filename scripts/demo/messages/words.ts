import type { Language } from '../../../domain/vocabulary.js';
import { el } from './el.js';
import { en, type Words } from './en.js';

const WORDS: Readonly<Record<Language, Words>> = { el, en };

/** The demo's words in a language. */
export function wordsOf(language: Language): Words {
  return WORDS[language];
}
