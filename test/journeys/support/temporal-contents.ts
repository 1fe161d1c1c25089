// Everything that Temporal holds: its files as they are, and what it says of every workflow execution, decoded.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Journey } from './journey.js';

/** Every file below a folder of the system's data, by its path there. */
export async function filesIn({ system }: Journey, folder: string): Promise<Map<string, Buffer>> {
  const root = path.join(system.folder, folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return new Map(files.map((file, index) => [path.relative(root, file), contents[index] as Buffer]));
}

/** What Temporal's list, description and history say of each workflow execution: ids, search attributes, memos, payloads. */
export async function executions({ temporal }: Journey): Promise<Map<string, Buffer>> {
  const told = new Map<string, Buffer>();
  for await (const listed of temporal.workflow.list()) {
    const handle = temporal.workflow.getHandle(listed.workflowId, listed.runId);
    const [description, history] = await Promise.all([handle.describe(), handle.fetchHistory()]);
    const texts = [...textsOf(listed), ...textsOf(description.raw), ...textsOf(history)];
    told.set(listed.workflowId, Buffer.from(texts.join('\n')));
  }
  return told;
}

/** All keys and texts inside a value; bytes are read as text, and text that is JSON is read as what it stands for. */
function* textsOf(value: unknown): Generator<string> {
  if (value instanceof Uint8Array) yield* textsOf(Buffer.from(value).toString('utf8'));
  else if (typeof value === 'string') {
    yield value;
    const parsed = parse(value);
    if (typeof parsed === 'object') yield* textsOf(parsed);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, part] of Object.entries(value)) {
      yield key;
      yield* textsOf(part);
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
