// Results as a table for spreadsheets, which run a cell that begins like a formula: such a cell gets an apostrophe.
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[";,\r\n]/;
/** By which spreadsheets know UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** One cell, harmless and in quotes where it needs them. */
export function csvCell(value: string | number): string {
  const text = String(value);
  const harmless = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A table separated by semicolons, as spreadsheets of most of Europe expect it. */
export function csvTable(rows: readonly (readonly (string | number)[])[]): string {
  return `${BYTE_ORDER_MARK}${rows.map((row) => `${row.map(csvCell).join(';')}\r\n`).join('')}`;
}
