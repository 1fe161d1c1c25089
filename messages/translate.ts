// Texts of the catalogues with their values filled in: ICU MessageFormat, on the server only.
import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../domain/vocabulary.js';
import { catalogueOf, type MessageKey } from './catalogue.js';

export type { MessageKey } from './catalogue.js';

export type MessageValues = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Says one message. A value that is missing counts as null: no page or mail fails for want of a value. */
export type Translator = (key: MessageKey, values?: MessageValues) => string;

/** The region of each language: the order of day and month, the decimal comma. */
export const LOCALES: Readonly<Record<Language, string>> = { el: 'el-GR', en: 'en-GB' };

const translators = new Map<Language, Translator>();

/**
 * The translator of a language. It compiles each message when it is first said, and is kept.
 * @throws Error from the translator when the catalogue has no such key, which the compiler rules out
 */
export function translator(language: Language): Translator {
  const known = translators.get(language);
  if (known) return known;
  const made = makeTranslator(language);
  translators.set(language, made);
  return made;
}

/** Whether a key made of stored data, such as `event.${event}`, has a text. */
export function isMessageKey(key: string): key is MessageKey {
  return catalogueOf('en').has(key);
}

function makeTranslator(language: Language): Translator {
  const compiled = new Map<string, IntlMessageFormat>();
  return (key, values = {}) => {
    let message = compiled.get(key);
    if (!message) {
      const text = catalogueOf(language).get(key);
      if (text === undefined) throw new Error(`no message ${key} in ${language}`);
      message = new IntlMessageFormat(text, LOCALES[language], undefined, { ignoreTag: true });
      compiled.set(key, message);
    }
    return String(message.format(nullWhereMissing(values)));
  };
}

function nullWhereMissing(values: MessageValues): MessageValues {
  return new Proxy(values, {
    has: () => true,
    get: (target, name) => (Object.hasOwn(target, name) ? (target[name as string] ?? null) : null),
  });
}
