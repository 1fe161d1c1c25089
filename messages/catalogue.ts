// The message catalogues: locales/<language>/<topic>.json, one flat file for each topic. A key is `<topic>.<key in the file>`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LANGUAGES, type Language } from '../domain/vocabulary.js';

/** The topics whose keys the compiler knows. A new topic is a file in each language, and a line here. */
interface Topics {
  decision: typeof import('../locales/en/decision.json', { with: { type: 'json' }});
  event: typeof import('../locales/en/event.json', { with: { type: 'json' }});
  finding: typeof import('../locales/en/finding.json', { with: { type: 'json' }});
  import: typeof import('../locales/en/import.json', { with: { type: 'json' }});
  mail: typeof import('../locales/en/mail.json', { with: { type: 'json' }});
  pages: typeof import('../locales/en/pages.json', { with: { type: 'json' }});
  problem: typeof import('../locales/en/problem.json', { with: { type: 'json' }});
  role: typeof import('../locales/en/role.json', { with: { type: 'json' }});
  rule: typeof import('../locales/en/rule.json', { with: { type: 'json' }});
  status: typeof import('../locales/en/status.json', { with: { type: 'json' }});
  task: typeof import('../locales/en/task.json', { with: { type: 'json' }});
  time: typeof import('../locales/en/time.json', { with: { type: 'json' }});
  zone: typeof import('../locales/en/zone.json', { with: { type: 'json' }});
}

type KeysOf<Topic extends keyof Topics> = `${Topic}.${keyof Topics[Topic] & string}`;
/** Every key of the English catalogue. A test holds the Greek one to the same keys and arguments. */
export type MessageKey = { [Topic in keyof Topics]: KeysOf<Topic> }[keyof Topics];

export type Catalogue = ReadonlyMap<string, string>;

let catalogues: Readonly<Record<Language, Catalogue>> | undefined;

/**
 * All messages of a language by key, read from the project's locales/ once.
 * @throws when a catalogue is missing or is no JSON object of texts
 */
export function catalogueOf(language: Language): Catalogue {
  catalogues ??= Object.fromEntries(LANGUAGES.map((each) => [each, read(each)])) as Record<Language, Catalogue>;
  return catalogues[language];
}

function read(language: Language): Catalogue {
  const folder = path.join(localesFolder(), language);
  const messages = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const topic = path.basename(file, '.json');
    const texts: unknown = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    for (const [key, text] of Object.entries(texts as object)) {
      if (typeof text !== 'string') throw new Error(`locales/${language}/${file}: ${key} is not a text`);
      messages.set(`${topic}.${key}`, text);
    }
  }
  return messages;
}

/** Beside package.json: the compiler copies only the English files into dist/, for their keys. */
function localesFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('no package.json above the compiled program, so no locales/');
    folder = parent;
  }
  return path.join(folder, 'locales');
}
