import type { ProjectContent } from '../../domain/project-content.js';
import type { Rulebook } from '../../domain/rulebook.js';
import { formOfEmbedding } from '../embedding-form.js';
import type { FormState } from '../form.js';
import { formOfGroups } from '../pupils-groups-form.js';
import type { SignedIn } from '../viewer.js';
import { Choice, Field } from './parts.js';
import { languageName } from './project-text.js';

/** Of an in-school project (R-1.3.b): not asked here yet, and not lost. */
const PUPILS = ['pupils.kind', 'pupils.ageFrom:number', 'pupils.ageTo:number'] as const;
const nameOf = (field: (typeof PUPILS)[number]) => /\.(\w+)/.exec(field)?.[1] as 'kind' | 'ageFrom' | 'ageTo';

/** The form's values of a content, under the names of its fields. */
export function formOfContent(content: ProjectContent): FormState {
  const { founders, partners, pupils, embedding = {}, pupilsGroups, ...texts } = content;
  const rows = (kind: string, list: readonly ProjectContent['founders'][number][]) =>
    list.flatMap(({ teacherId, schoolId, roleText }, index) => [
      [`${kind}.${index}.member`, `${teacherId}/${schoolId}`],
      [`${kind}.${index}.roleText`, roleText],
    ]);
  const values = Object.fromEntries([
    ...Object.entries(texts),
    ...rows('founders', founders),
    ...rows('partners', partners),
    ...formOfEmbedding(embedding),
    ...formOfGroups(pupilsGroups),
    ...(pupils ? PUPILS.map((name) => [name, String(pupils[nameOf(name)])]) : []),
  ]);
  // As long as nobody was chosen, both places hold the one who began the project.
  if (values['founders.1.member'] === values['founders.0.member']) values['founders.1.member'] = '';
  return { values, fields: [] };
}

/** What the form carries along without showing it. */
export function PupilsKept({ form }: { form: FormState }) {
  return (
    <>
      {PUPILS.filter((name) => form.values[name]).map((name) => (
        <input key={name} type="hidden" name={name} value={form.values[name]} />
      ))}
    </>
  );
}

/** A project's texts and languages, whether it is written for the first time or revised. */
export function TextFields({ viewer, form, rulebook }: { viewer: SignedIn; form: FormState; rulebook: Rulebook }) {
  const { t } = viewer;
  const languages = rulebook.project.languages.map((code) => [code, languageName(viewer, code)] as const);
  return (
    <>
      <Field viewer={viewer} form={form} path="title" label={t('pages.field.title')} />
      {(['shortDescription', 'goals', 'timetable', 'expectedResults'] as const).map((path) => (
        <Field
          key={path}
          viewer={viewer}
          form={form}
          path={path}
          kind="area"
          label={t(`pages.field.${path}`)}
          {...(path === 'timetable' && { hint: t('rule.R-1.3.a') })}
        />
      ))}
      {(['language', 'languageOfApplication'] as const).map((path) => (
        <Choice
          key={path}
          viewer={viewer}
          form={form}
          path={path}
          label={t(`pages.field.${path}`)}
          choices={languages}
        />
      ))}
    </>
  );
}
