import type { ImportKind } from '../../domain/import/row.js';
import { IMPORT_KINDS, ROW_OUTCOMES } from '../../domain/import/row.js';
import type { ImportColumn } from '../../usecases/imports/import-columns.js';
import type { ImportResult, RowResult } from '../../usecases/imports/import-rows.js';
import type { FormState } from '../form.js';
import { findingSentence } from '../sentences.js';
import type { SignedIn } from '../viewer.js';
import { CommandForm, ErrorSummary, Field, Radios } from './parts.js';

export interface ImportPageProps {
  viewer: SignedIn;
  form: FormState;
  columns: readonly { kind: ImportKind; columns: ImportColumn[] }[];
  /** What would happen with the file that was sent, or what happened. */
  result: ImportResult | null;
  /** Of a file that was looked at and not brought in yet. */
  content: string | null;
}

/** Bringing registers in: a file is looked at first, then brought in; the same file may come again at any time. */
export function ImportPage(props: ImportPageProps) {
  const { viewer, form, columns, result } = props;
  const { t } = viewer;
  return (
    <>
      <h1>{t('pages.import')}</h1>
      <p class="lead">{t('pages.import.lead')}</p>
      {result && <Result {...props} result={result} />}
      <CommandForm viewer={viewer} action="/imports" hasFile>
        {result && <h2>{t('pages.import.another')}</h2>}
        <ErrorSummary viewer={viewer} form={form} />
        <Radios
          viewer={viewer}
          form={form}
          path="kind"
          label={t('pages.field.kind')}
          choices={IMPORT_KINDS.map((kind) => [kind, t(`import.kind.${kind}`)] as const)}
        />
        <Field
          viewer={viewer}
          form={form}
          path="file"
          label={t('pages.field.file')}
          hint={t('pages.import.fileHint')}
          kind="csv"
        />
        <button type="submit" name="intent" value="preview" class={result?.preview ? 'secondary' : ''}>
          {t('pages.import.preview')}
        </button>
      </CommandForm>
      <h2>{t('pages.import.columns')}</h2>
      <p>{t('pages.import.columnsHint')}</p>
      <dl>
        {columns.map(({ kind, columns: names }) => (
          <div key={kind}>
            <dt>{t(`import.kind.${kind}`)}</dt>
            <dd>{names.map(({ name, required }) => `${name}${required ? '*' : ''}`).join(', ')}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Result({ viewer, result, content }: ImportPageProps & { result: ImportResult }) {
  const { t } = viewer;
  const { kind, preview, counts } = result;
  const word = preview ? 'preview' : 'done';
  const told = ROW_OUTCOMES.filter((outcome) => counts[outcome] > 0);
  const brings = counts.create + counts.change;
  return (
    <section class="notice" aria-labelledby="result-title" tabIndex={-1} autofocus>
      <h2 id="result-title">
        {t(`pages.import.${word}Title`)}: {t(`import.kind.${kind}`)}
      </h2>
      <ul>
        {told.map((outcome) => (
          <li key={outcome}>
            {t(`import.${word}.${outcome}`)}: <strong>{counts[outcome]}</strong>
          </li>
        ))}
      </ul>
      {preview && brings === 0 && <p>{t('pages.import.nothing')}</p>}
      {content !== null && brings > 0 && (
        <CommandForm viewer={viewer} action="/imports" hasFile>
          <input type="hidden" name="kind" value={kind} />
          <textarea name="content" hidden readOnly>
            {content}
          </textarea>
          <button type="submit" name="intent" value="apply">
            {t('pages.import.apply', { count: brings })}
          </button>
        </CommandForm>
      )}
      <table class="cards">
        <thead>
          <tr>
            {(['line', 'key', 'outcome', 'changes', 'refusals'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`import.column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {result.rows.map((row) => (
            <Row key={row.line} viewer={viewer} row={row} word={word} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ viewer, row, word }: { viewer: SignedIn; row: RowResult; word: 'preview' | 'done' }) {
  const { t } = viewer;
  return (
    <tr>
      <td data-label={t('import.column.line')}>{row.line}</td>
      <td data-label={t('import.column.key')}>{row.key}</td>
      <td data-label={t('import.column.outcome')}>
        <strong>{t(`import.${word}.${row.outcome}`)}</strong>
      </td>
      <td data-label={t('import.column.changes')}>{row.changes.join(', ')}</td>
      <td data-label={t('import.column.refusals')}>
        {row.refusals.map((refusal) => (
          <p key={`${refusal.field} ${refusal.code}`}>
            {refusal.field}: {findingSentence(viewer, refusal)}
          </p>
        ))}
      </td>
    </tr>
  );
}
