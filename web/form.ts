// What a form sent: as the object that the schemas of the JSON routes know, and as texts to show again.
import { type Version, versionOfTag, versionTag } from '../domain/version.js';
import type { FieldProblem } from '../usecases/problem.js';
import { Problem } from '../usecases/problem.js';

export type FormBody = Record<string, string | string[] | undefined>;
type Tree = { [key: string]: Tree | string | boolean | number };

/** What a form was sent with, and what is wrong with it: shown again, nothing lost. */
export interface FormState {
  values: Readonly<Record<string, string>>;
  fields: readonly FieldProblem[];
  /** The version from which it was made, where it is shown again. */
  version?: Version | undefined;
  /** After a conflict: the values of the version that is stored, to stand beside those that were sent. */
  stored?: Readonly<Record<string, string>>;
  /** Why it was not taken, where no field of it is wrong. */
  problem?: Problem;
}

export const EMPTY_FORM: FormState = { values: {}, fields: [] };

const KEY = /^[A-Za-z][A-Za-z0-9]*$|^\d{1,3}$/;
/** Longer than any name of ours; what is nested deeper is no form of ours, and would cost a stack. */
const LONGEST_NAME = 100;
const COMMAND_KEY = /^[\w-]{8,80}$/;

/** Fields that belong to the form, not to what was written in it. */
export function enteredIn(body: FormBody | undefined): Record<string, string> {
  const { formToken: _token, key: _key, intent: _intent, version: _version, ...rest } = body ?? {};
  return Object.fromEntries(Object.entries(rest).map(([name, given]) => [name, lastOf(given)]));
}

/** A checkbox sends its "no" from a hidden field before its "yes": the last one counts. */
function lastOf(given: string | string[] | undefined): string {
  return (Array.isArray(given) ? given.at(-1) : given) ?? '';
}

/** The version from which the form was made. @throws Problem `versionMissing` */
export function versionIn(body: FormBody | undefined): Version {
  const version = versionOfTag(lastOf(body?.version));
  if (version === null) throw new Problem('versionMissing');
  return version;
}

/** A form that was sent, as it is shown again: with the version that it named. */
export function sentForm(body: FormBody | undefined): FormState {
  const version = versionOfTag(lastOf(body?.version));
  return { values: enteredIn(body), fields: [], ...(version && { version }) };
}

/**
 * The version that the form names when it is shown: its own, so that what was saved meanwhile still is a conflict, unless
 * its reader sees the stored one beside it.
 */
export function versionNamed({ version, stored }: FormState, storedVersion: Version): string {
  return versionTag(stored || !version ? storedVersion : version);
}

/** The idempotency key that the form was made with: sent twice, it is carried out once. @throws Problem `malformed` */
export function commandKeyOf(body: FormBody | undefined): string {
  const key = lastOf(body?.key);
  if (!COMMAND_KEY.test(key)) throw new Problem('malformed');
  return key;
}

/**
 * Builds the nested object of dotted names: `scores.0.points=4` becomes `{ scores: [{ points: 4 }] }`.
 * A name ending in `:number` or `:boolean` says what its text stands for; other names stay texts. A number that was left
 * empty was not given. Names of another form are left out.
 */
export function formObject(entered: Readonly<Record<string, string>>): unknown {
  const tree: Tree = Object.create(null);
  for (const [name, text] of Object.entries(entered)) {
    if (name.length > LONGEST_NAME) continue;
    const [path = '', kind] = name.split(':');
    const keys = path.split('.');
    if (!keys.every((key) => KEY.test(key)) || (kind === 'number' && text.trim() === '')) continue;
    put(tree, keys, fieldValue(text, kind));
  }
  return listsIn(tree);
}

function fieldValue(text: string, kind: string | undefined): string | boolean | number {
  if (kind === 'boolean') return text === 'yes';
  if (kind === 'number') return Number(text);
  return text.replaceAll('\r\n', '\n');
}

function put(tree: Tree, keys: string[], value: string | boolean | number): void {
  const [key = '', ...rest] = keys;
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const next = tree[key];
  const branch: Tree = typeof next === 'object' ? next : Object.create(null);
  tree[key] = branch;
  put(branch, rest, value);
}

function listsIn(node: Tree | string | boolean | number): unknown {
  if (typeof node !== 'object') return node;
  const entries = Object.entries(node).map(([key, value]) => [key, listsIn(value)] as const);
  const isList = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key));
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}
