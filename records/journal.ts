// The journal: one entry per step, each entry's hash covering the one before it in its project.
import type { Insertable, Selectable } from 'kysely';
import { canonicalJson } from '../domain/canonical-json.js';
import type { JournalNote } from '../domain/consequence.js';
import type { Records } from './database.js';
import { sha256 } from './sha256.js';
import type { Tables } from './tables.js';

export interface NewEntry {
  projectId: string;
  seq: number;
  cause: string;
  subjectKind: 'project' | 'label';
  subjectId: string;
  note: JournalNote;
  actorId: string | null;
  statusBefore: string | null;
  statusAfter: string | null;
  occurredAt: string;
  recordedAt: string;
  previousHash: Buffer | null;
}

/** An entry as a row, its hash the new head of the project's chain. */
export function entryRow(entry: NewEntry): Insertable<Tables['journal']> & { hash: Buffer } {
  const { note, previousHash } = entry;
  const hashed = {
    project_id: entry.projectId,
    seq: entry.seq,
    cause: entry.cause,
    subject_kind: entry.subjectKind,
    subject_id: entry.subjectId,
    element: note.element,
    event: note.event,
    actor_id: entry.actorId,
    on_behalf_of: note.onBehalfOf ?? null,
    status_before: entry.statusBefore,
    status_after: entry.statusAfter,
    rules: note.rules,
    detail: note.detail,
    occurred_at: entry.occurredAt,
    recorded_at: entry.recordedAt,
  };
  return {
    ...hashed,
    rules: JSON.stringify(note.rules),
    detail: JSON.stringify(note.detail),
    previous_hash: previousHash,
    hash: entryHash(hashed, previousHash),
  };
}

export type ChainVerdict = { intact: true; entries: number } | { intact: false; brokenAtSeq: number };

/** Recomputes a project's chain from its entries: any entry changed, removed or added since breaks it. */
export async function verifyChain(db: Records, projectId: string): Promise<ChainVerdict> {
  const entries = await db
    .selectFrom('journal')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('seq')
    .execute();
  const project = await db
    .selectFrom('projects')
    .select('chain_head')
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  let previous: Buffer | null = null;
  for (const [index, entry] of entries.entries()) {
    const expected = entryHash(hashedPart(entry), previous);
    if (entry.seq !== index + 1 || !expected.equals(entry.hash)) return { intact: false, brokenAtSeq: index + 1 };
    previous = entry.hash;
  }
  const head = project?.chain_head ?? null;
  const headHolds = head === null ? previous === null : previous !== null && head.equals(previous);
  return headHolds ? { intact: true, entries: entries.length } : { intact: false, brokenAtSeq: entries.length + 1 };
}

function hashedPart(entry: Selectable<Tables['journal']>): Record<string, unknown> {
  const { previous_hash: _previous, hash: _hash, occurred_at, recorded_at, ...rest } = entry;
  return { ...rest, occurred_at: occurred_at.toISOString(), recorded_at: recorded_at.toISOString() };
}

function entryHash(row: Record<string, unknown>, previous: Buffer | null): Buffer {
  return sha256(previous ?? Buffer.alloc(0), canonicalJson(row));
}
