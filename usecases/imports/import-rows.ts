import { ZodError } from 'zod';
import { type ImportKind, ROW_OUTCOMES, type RowDecision, type RowOutcome, refuse } from '../../domain/import/row.js';
import { type Actor, mayImport } from '../../domain/permissions.js';
import { type ActorTransaction, withActor } from '../../records/actor.js';
import { issuerOf } from '../../records/registry.js';
import type { Deps } from '../deps.js';
import { fieldProblems } from '../field-problems.js';
import { demand, type FieldProblem } from '../problem.js';
import { commandKind, isRegistryKind, REGISTRY_KINDS, type RegistryKind } from './decide-row.js';
import { type CsvRow, readCsv } from './read-csv.js';
import type { Cells, RowKind } from './row-kind.js';

export interface RowResult {
  line: number;
  key: string;
  outcome: RowOutcome;
  /** Columns whose values are new. */
  changes: string[];
  /** Why it is refused; it changed nothing then. */
  refusals: FieldProblem[];
}

export interface ImportResult {
  kind: ImportKind;
  preview: boolean;
  counts: Record<RowOutcome, number>;
  rows: RowResult[];
}

/**
 * Brings in schools, teachers, people with roles, running projects or label applications. Each row is found by its natural key and written in a transaction of its
 * own (a project's in those of its commands): what was refused changes nothing, and the same file again finishes what an interruption left, or changes nothing.
 * A preview does the same in one transaction that is rolled back.
 * @throws Problem `notYourRole` for all but administrators; `invalid` for a file that is no such table
 */
export async function importRows(
  deps: Deps,
  actor: Actor,
  file: { kind: ImportKind; content: Buffer; preview: boolean },
): Promise<ImportResult> {
  demand(mayImport(actor));
  const { kind, preview } = file;
  const rows = isRegistryKind(kind)
    ? await importRegistry(deps, actor, kind, file)
    : await importByCommands(deps, actor, kind, file);

  const counts = Object.fromEntries(
    ROW_OUTCOMES.map((outcome) => [outcome, rows.filter((row) => row.outcome === outcome).length]),
  ) as ImportResult['counts'];
  if (!preview) deps.log.info({ kind, counts, userId: actor.userId }, 'imported');
  return { kind, preview, counts, rows };
}

type ImportFile = { content: Buffer; preview: boolean };

/** Each row's commands are what makes it safe to send again; a preview sends none. */
async function importByCommands(
  deps: Deps,
  actor: Actor,
  name: Exclude<ImportKind, RegistryKind>,
  { content, preview }: ImportFile,
): Promise<RowResult[]> {
  const kind = await commandKind(deps, actor, name);
  return inTurn(readCsv(content, kind.columns), (row) =>
    resultOf(kind, row, (cells) => onceMore(() => kind.apply({ deps, actor, preview }, cells))),
  );
}

async function importRegistry(
  deps: Deps,
  actor: Actor,
  name: RegistryKind,
  { content, preview }: ImportFile,
): Promise<RowResult[]> {
  const kind = REGISTRY_KINDS[name];
  const csv = readCsv(content, kind.columns);
  const ownIssuer = await issuerOf(deps.records, actor.userId);
  const decide = (tx: ActorTransaction, row: CsvRow) =>
    resultOf(kind, row, (cells) => kind.apply({ tx, actor, ownIssuer }, cells));
  return preview
    ? onceMore(() => rolledBack(deps, actor, (tx) => inTurn(csv, (row) => decide(tx, row))))
    : inTurn(csv, (row) => onceMore(() => withActor(deps.records, actor, (tx) => decide(tx, row))));
}

async function resultOf(
  { keyOf }: Pick<RowKind<never>, 'keyOf'>,
  { line, cells, complete }: CsvRow,
  apply: (cells: Cells) => Promise<RowDecision<unknown> | ZodError>,
): Promise<RowResult> {
  const result = { line, key: keyOf(cells).slice(0, 300) };
  const refused = (refusals: FieldProblem[]): RowResult => ({ ...result, outcome: 'refused', changes: [], refusals });
  if (!complete) return refused([{ ...refuse('row', 'columnCount'), rule: null }]);
  const decision = await apply(cells);
  if (decision instanceof ZodError) return refused(fieldProblems(decision));
  if (decision.outcome === 'refused') return refused(decision.refusals.map((refusal) => ({ rule: null, ...refusal })));
  const changes = decision.outcome === 'unchanged' ? [] : decision.changes;
  return { ...result, outcome: decision.outcome, changes, refusals: [] };
}

/** One after the other: a row may be about what an earlier one brought in. */
async function inTurn<Row, Result>(rows: readonly Row[], work: (row: Row) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const row of rows) results.push(await work(row));
  return results;
}

const UNIQUE_VIOLATION = '23505';

/** Somebody else has brought the same in at the same moment: the second time it is found. */
async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error;
    return work();
  }
}

class RolledBack extends Error {}

async function rolledBack<T>(deps: Deps, actor: Actor, work: (tx: ActorTransaction) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  try {
    await withActor(deps.records, actor, async (tx) => {
      result = { value: await work(tx) };
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
  if (!result) throw new Error('the preview ended without a result');
  return result.value;
}
