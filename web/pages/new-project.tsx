import type { FormState } from '../form.js';
import type { SignedIn } from '../viewer.js';
import { CommandForm, ErrorSummary, Field } from './parts.js';

/** A new project begins with its title; all else is written in its draft. */
export function NewProjectPage({ viewer, form }: { viewer: SignedIn; form: FormState }) {
  const { t } = viewer;
  return (
    <>
      <h1>{t('pages.newProject')}</h1>
      <CommandForm viewer={viewer} action="/projects/new">
        <ErrorSummary viewer={viewer} form={form} />
        <Field viewer={viewer} form={form} path="title" label={t('pages.field.title')} hint={t('pages.titleHint')} />
        <button type="submit">{t('pages.beginDraft')}</button>
      </CommandForm>
    </>
  );
}
