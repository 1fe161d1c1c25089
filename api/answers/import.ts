import { z } from 'zod';
import { IMPORT_KINDS, ROW_OUTCOMES } from '../../domain/import/row.js';
import type { Language } from '../../domain/vocabulary.js';
import { isMessageKey, translator } from '../../messages/translate.js';
import type { ImportResult } from '../../usecases/imports/import-rows.js';
import { csvTable } from '../csv-result.js';
import { answerValues } from '../route-schema.js';

const refusalSchema = z.object({
  field: z.string().describe('Name of the column'),
  code: z.string(),
  rule: z.string().nullable(),
  values: answerValues,
  detail: z.string().describe('A sentence for people, in the language of the caller'),
});

export const importResultSchema = z
  .object({
    kind: z.enum(IMPORT_KINDS),
    preview: z.boolean().describe('True where nothing was written'),
    counts: z.record(z.enum(ROW_OUTCOMES), z.int()),
    rows: z.array(
      z.object({
        line: z.int().describe('Line of the file; the column names are on line 1'),
        key: z.string().describe('What the row is known by'),
        outcome: z.enum(ROW_OUTCOMES),
        changes: z.array(z.string()).describe('Columns whose values are new'),
        refusals: z.array(refusalSchema).describe('Why it is refused; it changed nothing then'),
      }),
    ),
  })
  .meta({ id: 'ImportResult' });

/** The result with a sentence beside each refusal. */
export function importAnswer(language: Language, result: ImportResult): z.output<typeof importResultSchema> {
  const say = translator(language);
  const rows = result.rows.map((row) => ({
    ...row,
    refusals: row.refusals.map((refusal) => {
      const key = `finding.${refusal.code}`;
      return { ...refusal, detail: say(isMessageKey(key) ? key : 'finding.invalidValue', refusal.values) };
    }),
  }));
  return { ...result, rows };
}

/** The same as a table for spreadsheets. */
export function importTable(language: Language, result: ImportResult): string {
  const say = translator(language);
  const head = (['line', 'key', 'outcome', 'changes', 'refusals'] as const).map((name) => say(`import.column.${name}`));
  const rows = importAnswer(language, result).rows.map(({ line, key, outcome, changes, refusals }) => [
    line,
    key,
    say(`import.${result.preview ? 'preview' : 'done'}.${outcome}`),
    changes.join(', '),
    refusals.map(({ field, detail }) => `${field}: ${detail}`).join(' '),
  ]);
  return csvTable([head, ...rows]);
}
