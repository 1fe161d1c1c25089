// Reads a rulebook's files: every .json in its folder holds some of its topics. What is the whole programme's in that school
// year (countries, NSOs) lies in a folder for all its rulebooks; a rulebook's catalogue in one below its own.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Catalogue, parseCatalogue } from '../domain/catalogue.js';
import { parseRulebook, type Rulebook } from '../domain/rulebook.js';

const RULEBOOK_ID = /^[a-z]{2}-\d{4}-\d{4}$/;

/**
 * Loads the rulebook with that id (such as `gr-2021-2022`) from the project's rulebooks/ folder.
 * @throws Error that says what is wrong: no such rulebook, a topic in two files, or data that the schema refuses
 */
export async function loadRulebook(id: string): Promise<Rulebook> {
  const folder = folderOf(id);
  const rulebook = parseRulebook(await readTopics(folder, programmeFolderOf(id)));
  if (rulebook.id !== id) throw new Error(`${folder} holds the rulebook ${rulebook.id}`);
  return rulebook;
}

/**
 * Loads what the rulebook with that id tells people beside its rules; null when it tells nothing.
 * @throws Error that says what is wrong, as for the rulebook
 */
export async function loadCatalogue(id: string): Promise<Catalogue | null> {
  const folder = join(folderOf(id), 'catalogue');
  return existsSync(folder) ? parseCatalogue(await readTopics(folder)) : null;
}

function folderOf(id: string): string {
  if (id.length > 20 || !RULEBOOK_ID.test(id)) throw new Error(`not a rulebook id: ${JSON.stringify(id.slice(0, 40))}`);
  return join(projectRoot(), 'rulebooks', id);
}

/** `gr-2021-2022` and `cy-2021-2022` share `programme-2021-2022`. */
function programmeFolderOf(id: string): string {
  return join(projectRoot(), 'rulebooks', `programme-${id.slice('gr-'.length)}`);
}

async function readTopics(...folders: string[]): Promise<Record<string, unknown>> {
  const topics: Record<string, unknown> = {};
  for (const file of (await Promise.all(folders.map(filesIn))).flat()) {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'));
    for (const [topic, value] of Object.entries(content as object)) {
      if (Object.hasOwn(topics, topic)) throw new Error(`${file} repeats the topic ${topic}`);
      topics[topic] = value;
    }
  }
  return topics;
}

async function filesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) throw new Error(`there is no rulebook at ${folder}`);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return names.map((name) => join(folder, name));
}

/** The compiled file lies in dist/, the data do not: both are below the folder of package.json. */
function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${import.meta.dirname}`);
    folder = parent;
  }
  return folder;
}
