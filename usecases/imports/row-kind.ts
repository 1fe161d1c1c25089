import type { z } from 'zod';
import type { RowDecision } from '../../domain/import/row.js';

export type Cells = Readonly<Record<string, string>>;

/** What a kind of import knows of its rows. */
export interface RowKind<Setting> {
  /** The columns that a file may have, each with whether it must. */
  columns: Record<string, { required: boolean }>;
  /** What the row is known by, for whoever reads the results. */
  keyOf(cells: Cells): string;
  /** Reads the cells, decides the row and carries out what it says. */
  apply(setting: Setting, cells: Cells): Promise<RowDecision<unknown> | z.ZodError>;
}

/** A kind of import by the schema of its rows, whose fields are the columns. */
export function rowKind<Setting, Row>(
  schema: z.ZodType<Row> & { shape: Record<string, z.ZodType> },
  keyOf: RowKind<Setting>['keyOf'],
  decide: (setting: Setting, row: Row) => Promise<RowDecision<unknown>>,
): RowKind<Setting> {
  const names = Object.entries(schema.shape);
  const columns = names.map(([name, column]) => [name, { required: !column.safeParse(undefined).success }]);
  return {
    columns: Object.fromEntries(columns),
    keyOf,
    async apply(setting, cells) {
      const parsed = schema.safeParse(cells, { reportInput: true });
      return parsed.success ? decide(setting, parsed.data) : parsed.error;
    },
  };
}
