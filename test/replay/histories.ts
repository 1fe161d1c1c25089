// Histories of workflows as files: recorded once for each release, read by the replay test.
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { projectFolder } from '../../local/project-folder.js';

export type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

// The SDK's own historyToJSON and historyFromJSON fail where npm installs protobufjs more than once: the types of a history
// come from another copy than the one that they ask. Here both come from the copy that @temporalio/proto has.
const fromClient = createRequire(createRequire(import.meta.url).resolve('@temporalio/client'));
const fromProto = createRequire(fromClient.resolve('@temporalio/proto'));
const { toJson, fromJson } = fromProto('protobufjs/ext/protojson');
const { patchProtobufRoot } = fromClient('@temporalio/proto/lib/patch-protobuf-root');
const HISTORY = patchProtobufRoot(fromClient('@temporalio/proto')).lookupType('temporal.api.history.v1.History');

/** One folder for each release. */
export const HISTORIES_FOLDER = path.join(projectFolder(), 'test', 'replay', 'histories');

export interface RecordedHistory {
  /** Such as `0.1.0/rejected`. */
  name: string;
  history: History;
  /** As it is kept, in Temporal's own JSON. */
  text: string;
}

/** All that were recorded, of every release. */
export async function readHistories(): Promise<RecordedHistory[]> {
  const files = (await readdir(HISTORIES_FOLDER, { recursive: true })).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = file.replace(/\.json$/, '').replaceAll(path.sep, '/');
      const text = await readFile(path.join(HISTORIES_FOLDER, file), 'utf8');
      return { name, text, history: fromJson(HISTORY, JSON.parse(text)) };
    }),
  );
}

/** A history as it is kept: without what names the machine that it was recorded on. */
export function withoutMachine(history: History): string {
  const kept = JSON.parse(JSON.stringify(toJson(HISTORY, history)), (key, value) => {
    if (key === 'identity') return 'recorded';
    if (key === 'stackTrace') return '';
    // The queue of one worker's process is named after its machine.
    if (key === 'taskQueue' && value?.kind === 'TASK_QUEUE_KIND_STICKY') return { ...value, name: 'recorded' };
    return value;
  });
  return `${JSON.stringify(kept, null, 1)}\n`;
}

/** What an event's payloads say, decoded; nothing else in a history holds what a person could have written. */
export function payloadsOf({ text }: RecordedHistory): string[] {
  const texts: string[] = [];
  JSON.parse(text, (key, value) => {
    if (key === 'data' && typeof value === 'string') texts.push(Buffer.from(value, 'base64').toString('utf8'));
    return value;
  });
  return texts;
}
