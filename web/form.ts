// What a form sent, as the object that the schemas of the JSON routes know.

export type FormBody = Record<string, string | string[] | undefined>;
type Tree = { [key: string]: Tree | string | boolean | number };

const KEY = /^[A-Za-z][A-Za-z0-9]*$|^\d{1,3}$/;

/**
 * Builds the nested object of dotted names: `scores.0.points=4` becomes `{ scores: [{ points: 4 }] }`.
 * A name ending in `:number` or `:boolean` says what its text stands for; other names stay texts. Unknown forms of names
 * are left out.
 */
export function formObject(body: FormBody): unknown {
  const tree: Tree = Object.create(null);
  for (const [name, given] of Object.entries(body)) {
    const [path = '', kind] = name.split(':');
    const keys = path.split('.');
    if (!keys.every((key) => KEY.test(key))) continue;
    const text = (Array.isArray(given) ? given.at(-1) : given) ?? '';
    put(tree, keys, fieldValue(text, kind));
  }
  return listsIn(tree);
}

function fieldValue(text: string, kind: string | undefined): string | boolean | number {
  if (kind === 'boolean') return text === 'yes';
  if (kind === 'number') return text.trim() === '' ? text : Number(text);
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
