import { CsvError, parse } from 'csv-parse/sync';
import type { FieldProblem } from '../problem.js';
import { Problem } from '../problem.js';

export const MOST_ROWS = 2_000;
/** No cell may be longer than its column allows; this keeps a quote that is never closed from swallowing the file. */
const LONGEST_RECORD = 100_000;

/** One row: where it is in the file, and its cells by column; an empty cell is left out. */
export interface CsvRow {
  line: number;
  cells: Record<string, string>;
  /** Whether it has as many cells as there are columns. */
  complete: boolean;
}

/**
 * Reads a file with a line of column names, separated by `;` or `,`, with or without byte order mark.
 * @param columns the names that may be used, each with whether it must be
 * @throws Problem `invalid` for a file that is no such table, names other columns, or has more than 2,000 rows
 */
export function readCsv(content: Buffer, columns: Readonly<Record<string, { required: boolean }>>): CsvRow[] {
  const text = decoded(content);
  const [head, ...body] = records(text);
  if (!head || body.length === 0) throw unreadable([problem('file', 'fileEmpty')]);
  if (body.length > MOST_ROWS) throw unreadable([problem('file', 'tooMany', { maximum: MOST_ROWS })]);
  const names = head.record.map((name) => nameOf(name, Object.keys(columns)));
  const missing = Object.keys(columns).filter((name) => columns[name]?.required && !names.includes(name));
  const problems = [
    ...missing.map((name) => problem(name, 'columnMissing')),
    ...names.filter((name) => !Object.hasOwn(columns, name)).map((name) => problem(name.slice(0, 60), 'unknownField')),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => problem(name, 'columnRepeated')),
  ];
  if (problems.length > 0) throw unreadable(problems.slice(0, 50));
  return body.map(({ record, line }) => ({
    line,
    complete: record.length === names.length,
    cells: Object.fromEntries(names.map((name, index) => [name, record[index] ?? '']).filter(([, cell]) => cell)),
  }));
}

function decoded(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw unreadable([problem('file', 'notUtf8')]);
  }
}

function records(text: string): { record: string[]; line: number }[] {
  const [firstLine = ''] = text.split(/\r?\n|\r/, 1);
  const delimiter = firstLine.split(';').length > firstLine.split(',').length ? ';' : ',';
  try {
    const rows = parse(text, {
      delimiter,
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: LONGEST_RECORD,
      // One more than may be, so that too many are noticed.
      to: MOST_ROWS + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : null;
    throw unreadable([problem('file', 'csvUnreadable', { line })]);
  }
}

/** A column's name however it is capitalised; as it stands where there is none. */
function nameOf(written: string, known: readonly string[]): string {
  return known.find((name) => name.toLowerCase() === written.toLowerCase()) ?? written;
}

function problem(field: string, code: string, values: FieldProblem['values'] = {}): FieldProblem {
  return { field, code, rule: null, values };
}

function unreadable(fields: FieldProblem[]): Problem {
  return new Problem('invalid', null, {}, fields);
}
