import type { ImportKind } from '../../domain/import/row.js';
import type { Actor } from '../../domain/permissions.js';
import type { Deps } from '../deps.js';
import { commandKind, isRegistryKind, REGISTRY_KINDS } from './decide-row.js';

export interface ImportColumn {
  name: string;
  required: boolean;
}

/** The columns that a file of this kind may have, and which it must. */
export async function importColumns(deps: Deps, actor: Actor, kind: ImportKind): Promise<ImportColumn[]> {
  const { columns } = isRegistryKind(kind) ? REGISTRY_KINDS[kind] : await commandKind(deps, actor, kind);
  return Object.entries(columns).map(([name, { required }]) => ({ name, required }));
}
