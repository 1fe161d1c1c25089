import type { ImportKind } from '../../domain/import/row.js';
import { PROJECTS, REGISTRY_KINDS } from './decide-row.js';

export interface ImportColumn {
  name: string;
  required: boolean;
}

/** The columns that a file of this kind may have, and which it must. */
export function importColumns(kind: ImportKind): ImportColumn[] {
  const { columns } = kind === 'projects' ? PROJECTS : REGISTRY_KINDS[kind];
  return Object.entries(columns).map(([name, { required }]) => ({ name, required }));
}
