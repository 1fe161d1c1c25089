// Small parts that pages are made of.
import type { ComponentChildren } from 'preact';
import { isMessageKey } from '../../messages/translate.js';
import type { FormState } from '../form.js';
import { FormToken } from '../layout.js';
import type { RulebookWords } from '../rulebook-words.js';
import { findingSentence, problemSentence } from '../sentences.js';
import type { Viewer } from '../viewer.js';
import { differs, StoredBeside } from './stored-beside.js';

interface CommandFormProps {
  viewer: Viewer;
  action: string;
  /** The idempotency key; left out where sending twice does no harm. */
  commandKey?: string;
  /** What is written in it is saved by itself, where scripts run. */
  savesItself?: boolean;
  /** It sends a file, or a text as long as one. */
  hasFile?: boolean;
  children: ComponentChildren;
}

/** A form that changes something: with the session's token, and checked by the server alone. */
export function CommandForm({ viewer, action, commandKey, savesItself, hasFile, children }: CommandFormProps) {
  return (
    <form
      method="post"
      action={action}
      novalidate
      enctype={hasFile ? 'multipart/form-data' : undefined}
      data-autosave={savesItself ? viewer.session?.actor.userId : undefined}
    >
      <FormToken viewer={viewer} />
      {commandKey && <input type="hidden" name="key" value={commandKey} />}
      {children}
    </form>
  );
}

interface ErrorSummaryProps {
  viewer: Viewer;
  form: FormState;
  words?: RulebookWords;
  /** What fields are called, where their own names say too little. */
  labels?: Readonly<Record<string, string>>;
}

/** Why a form was not taken, each entry leading to its field. The first thing that is read on the page. */
export function ErrorSummary({ viewer, form, words, labels = {} }: ErrorSummaryProps) {
  if (form.fields.length === 0 && !form.problem) return null;
  const { t } = viewer;
  return (
    <section class="errors" role="alert" aria-labelledby="errors-title" tabIndex={-1} autofocus>
      <h2 id="errors-title">{t(form.fields.length > 0 ? 'pages.errors.title' : 'pages.problem.title')}</h2>
      {form.problem && <p>{problemSentence(viewer, form.problem, words)}</p>}
      {form.problem?.rule && <p class="rule">{t('pages.byRule', { rule: form.problem.rule })}</p>}
      {form.fields.length > 0 && (
        <ul>
          {form.fields.map((field) => (
            <li key={`${field.field} ${field.code}`}>
              <a href={`#${fieldId(field.field)}`}>
                {labels[field.field] ?? fieldLabel(viewer, field.field)}: {findingSentence(viewer, field)}
              </a>
            </li>
          ))}
        </ul>
      )}
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
  kind?: 'text' | 'area' | 'date' | 'number' | 'csv';
  rows?: number;
}

/** A labelled input with its hint and what is wrong with it. */
export function Field({ viewer, form, path, label, hint, kind = 'text', rows = 5 }: FieldProps) {
  const id = fieldId(path);
  const name = kind === 'number' ? `${path}:number` : path;
  const shared = { id, name, ...describedBy(form, path, hint !== undefined, name) };
  const value = form.values[name] ?? '';
  return (
    <Framed viewer={viewer} form={form} path={path}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldErrors viewer={viewer} form={form} path={path} />
      {kind === 'area' ? (
        <textarea {...shared} rows={rows}>
          {value}
        </textarea>
      ) : (
        <Input kind={kind} attributes={{ ...shared, value }} />
      )}
      <StoredBeside viewer={viewer} form={form} name={name} id={id} />
    </Framed>
  );
}

interface InputProps {
  kind: 'text' | 'date' | 'number' | 'csv';
  attributes: { id: string; name: string; value: string };
}

function Input({ kind, attributes }: InputProps) {
  if (kind === 'date') return <input {...attributes} type="date" />;
  // A spinner changes points by accident, when somebody scrolls.
  if (kind === 'number') return <input {...attributes} type="text" inputMode="numeric" class="short" />;
  // What was chosen once cannot be shown again.
  if (kind === 'csv') return <input {...{ ...attributes, value: undefined }} type="file" accept=".csv,text/csv" />;
  return <input {...attributes} type="text" />;
}

interface CheckboxProps {
  viewer: Viewer;
  form: FormState;
  path: string;
  label: string;
}

export function Checkbox({ viewer, form, path, label }: CheckboxProps) {
  const name = `${path}:boolean`;
  const id = fieldId(path);
  const checked = form.values[name] === 'yes';
  return (
    <Framed viewer={viewer} form={form} path={path}>
      <FieldErrors viewer={viewer} form={form} path={path} />
      <div class="check">
        <input type="hidden" name={name} value="no" />
        <input
          type="checkbox"
          id={id}
          name={name}
          value="yes"
          checked={checked}
          {...describedBy(form, path, false, name)}
        />
        <label for={id}>{label}</label>
      </div>
      <StoredBeside
        viewer={viewer}
        form={form}
        name={name}
        id={id}
        nameOf={(value) => viewer.t(value === 'yes' ? 'pages.yes' : 'pages.no')}
      />
    </Framed>
  );
}

interface ChoiceProps {
  viewer: Viewer;
  form: FormState;
  path: string;
  label: string;
  hint?: string;
  choices: Iterable<readonly [value: string, name: string]>;
}

export function Choice({ viewer, form, path, label, hint, choices }: ChoiceProps) {
  const id = fieldId(path);
  const names = new Map(choices);
  return (
    <Framed viewer={viewer} form={form} path={path}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldErrors viewer={viewer} form={form} path={path} />
      <select id={id} name={path} {...describedBy(form, path, hint !== undefined)}>
        {[...names].map(([value, name]) => (
          <option key={value} value={value} selected={value === (form.values[path] ?? '')}>
            {name}
          </option>
        ))}
      </select>
      <StoredBeside viewer={viewer} form={form} name={path} id={id} nameOf={(value) => names.get(value) ?? value} />
    </Framed>
  );
}

interface RadiosProps {
  viewer: Viewer;
  form: FormState;
  path: string;
  label: string;
  choices: readonly (readonly [value: string, name: string])[];
}

/** One of a few, none of them chosen beforehand. */
export function Radios({ viewer, form, path, label, choices }: RadiosProps) {
  const id = fieldId(path);
  const isWrong = problemsAt(form, path).length > 0;
  return (
    <Framed viewer={viewer} form={form} path={path}>
      <fieldset class="plain" {...(isWrong && { 'aria-describedby': `${id}-error` })}>
        <legend>{label}</legend>
        <FieldErrors viewer={viewer} form={form} path={path} />
        {choices.map(([value, name], index) => {
          const own = index === 0 ? id : `${id}-${value}`;
          return (
            <div class="check" key={value}>
              <input type="radio" id={own} name={path} value={value} checked={form.values[path] === value} />
              <label for={own}>{name}</label>
            </div>
          );
        })}
      </fieldset>
    </Framed>
  );
}

type AtField = Pick<FieldProps, 'viewer' | 'form' | 'path'>;

function Framed({ form, path, children }: AtField & { children: ComponentChildren }) {
  return <div class={problemsAt(form, path).length > 0 ? 'field wrong' : 'field'}>{children}</div>;
}

/** Each thing that is wrong with the field, once. */
export function FieldErrors({ viewer, form, path }: AtField) {
  const sentences = new Set(problemsAt(form, path).map((problem) => findingSentence(viewer, problem)));
  if (sentences.size === 0) return null;
  return (
    <p class="error" id={`${fieldId(path)}-error`}>
      {[...sentences].join(' ')}
    </p>
  );
}

function describedBy(form: FormState, path: string, hasHint: boolean, name = path) {
  const isWrong = problemsAt(form, path).length > 0;
  const ids = [
    hasHint && `${fieldId(path)}-hint`,
    isWrong && `${fieldId(path)}-error`,
    differs(form, name) && `${fieldId(path)}-stored`,
  ]
    .filter(Boolean)
    .join(' ');
  return { ...(ids && { 'aria-describedby': ids }), ...(isWrong && { 'aria-invalid': true }) };
}

function problemsAt(form: FormState, path: string) {
  return form.fields.filter((field) => field.field === path);
}

/** Rows of a summary list; what is empty is left out. */
export function Facts({ rows }: { rows: [string, ComponentChildren][] }) {
  return (
    <dl>
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** What a field is called where it is spoken of, by the first part of its path. */
export function fieldLabel({ t }: Viewer, path: string): string {
  const parts = (path.split(':')[0] ?? '').split('.');
  const keys = [`pages.field.${parts.at(-1)}`, `pages.field.${parts[0]}`];
  const key = keys.find(isMessageKey);
  return key ? t(key as Parameters<typeof t>[0], { maximum: null }) : path;
}

/** The id of the field with that path, to which the summary of what is wrong leads. */
export function fieldId(path: string): string {
  return `field-${path.replaceAll('.', '-')}`;
}
