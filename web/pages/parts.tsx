// Small parts that pages are made of.
import type { ComponentChildren } from 'preact';
import { isMessageKey } from '../../messages/translate.js';
import type { FieldProblem } from '../../usecases/problem.js';
import type { TimeShown, Viewer } from '../viewer.js';

/** What a form was sent with, and what is wrong with it: shown again, nothing lost. */
export interface FormState {
  values: Record<string, string>;
  fields: readonly FieldProblem[];
}

export const EMPTY_FORM: FormState = { values: {}, fields: [] };

/** The list of what is wrong, each entry leading to its field. */
export function ErrorSummary({ viewer, form }: { viewer: Viewer; form: FormState }) {
  if (form.fields.length === 0) return null;
  const { t } = viewer;
  return (
    <section class="errors" aria-labelledby="errors-title" tabIndex={-1}>
      <h2 id="errors-title">{t('pages.errors.title')}</h2>
      <ul>
        {form.fields.map((field) => (
          <li key={field.field}>
            <a href={`#${fieldId(field.field)}`}>
              {fieldName(viewer, field.field)}: {sentence(viewer, field)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FieldProps {
  viewer: Viewer;
  form: FormState;
  /** Path in the content; its kind goes after a colon in the input's name. */
  path: string;
  label: string;
  hint?: string;
  kind?: 'text' | 'area' | 'date' | 'number';
  maximum?: number;
}

export function Field({ viewer, form, path, label, hint, kind = 'text', maximum }: FieldProps) {
  const problem = form.fields.find((field) => field.field === path);
  const id = fieldId(path);
  const name = kind === 'number' ? `${path}:number` : path;
  const described = [hint && `${id}-hint`, problem && `${id}-error`].filter(Boolean).join(' ');
  const shared = {
    id,
    name,
    ...(described && { 'aria-describedby': described }),
    ...(problem && { 'aria-invalid': true }),
  };
  const value = form.values[name] ?? '';
  return (
    <div class={problem ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="error" id={`${id}-error`}>
          {sentence(viewer, problem)}
        </p>
      )}
      {kind === 'area' ? (
        <textarea {...shared} rows={5}>
          {value}
        </textarea>
      ) : (
        <Input kind={kind} maximum={maximum} attributes={{ ...shared, value }} />
      )}
    </div>
  );
}

interface InputProps {
  kind: 'text' | 'date' | 'number';
  maximum: number | undefined;
  attributes: { id: string; name: string; value: string };
}

function Input({ kind, maximum, attributes }: InputProps) {
  if (kind === 'date') return <input {...attributes} type="date" />;
  if (kind === 'number')
    return <input {...attributes} type="number" min={0} {...(maximum !== undefined && { max: maximum })} />;
  return <input {...attributes} type="text" />;
}

export function Checkbox({ form, path, label }: { form: FormState; path: string; label: string }) {
  const name = `${path}:boolean`;
  return (
    <div class="check">
      <input type="hidden" name={name} value="no" />
      <input type="checkbox" id={fieldId(path)} name={name} value="yes" checked={form.values[name] === 'yes'} />
      <label for={fieldId(path)}>{label}</label>
    </div>
  );
}

/** Rows of a summary list; what is empty is left out. */
export function Facts({ rows }: { rows: [string, ComponentChildren][] }) {
  return (
    <dl>
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

export interface DueProps {
  viewer: Viewer;
  time: TimeShown;
  dueAt: string;
  overdue: boolean;
  escalated?: boolean;
}

export function Due({ viewer, time, dueAt, overdue, escalated }: DueProps) {
  return (
    <>
      {time.deadline(dueAt)}
      {overdue && <strong class="tag late">{viewer.t('task.flag.overdue')}</strong>}
      {escalated && <strong class="tag">{viewer.t('task.flag.escalated')}</strong>}
    </>
  );
}

function sentence({ t }: Viewer, field: FieldProblem): string {
  const key = `finding.${field.code}`;
  return isMessageKey(key) ? t(key, field.values) : t('finding.invalidValue');
}

function fieldName({ t }: Viewer, path: string): string {
  const key = `pages.field.${path.split('.')[0]}`;
  return isMessageKey(key) ? t(key) : path;
}

function fieldId(path: string): string {
  return `field-${path.replaceAll('.', '-')}`;
}
