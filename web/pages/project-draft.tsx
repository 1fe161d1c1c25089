import { membersOf, type ProjectContent } from '../../domain/project-content.js';
import type { Rulebook } from '../../domain/rulebook.js';
import type { FoundTeacher } from '../../usecases/find-teachers.js';
import type { ProjectDraft } from '../../usecases/project-draft.js';
import type { Me } from '../../usecases/who-am-i.js';
import { FormToken } from '../layout.js';
import type { SignedIn } from '../viewer.js';
import { ErrorSummary, Field, type FormState } from './parts.js';
import { Warnings } from './project-text.js';

export interface DraftPageProps {
  viewer: SignedIn;
  draft: ProjectDraft;
  me: Me;
  /** Teachers whom the search found: they can be chosen as founder or partner. */
  found: FoundTeacher[];
  search: string;
  rulebook: Rulebook;
  form: FormState;
  commandKey: string;
}

/** The form's values of a content, under the names of its fields. */
export function formOfContent(content: ProjectContent): FormState {
  const { founders, partners, pupils: _pupils, ...texts } = content;
  const members = (kind: string, list: readonly ProjectContent['founders'][number][]) =>
    list.flatMap(({ teacherId, schoolId, roleText }, index) => [
      [`${kind}.${index}.member`, `${teacherId}/${schoolId}`],
      [`${kind}.${index}.roleText`, roleText],
    ]);
  return {
    values: Object.fromEntries([
      ...Object.entries(texts),
      ...members('founders', founders),
      ...members('partners', partners),
    ]),
    fields: [],
  };
}

/** A draft: its form, what its submission would be refused for, and of what its applicant is warned. */
export function DraftPage(props: DraftPageProps) {
  const { viewer, draft, search, form, rulebook, commandKey } = props;
  const { t } = viewer;
  const { errors, warnings } = draft.check;
  return (
    <>
      <h1>{t('pages.draft')}</h1>
      <p>{t('status.project.draft.meaning')}</p>
      <form method="get" action={`/projects/${draft.projectId}/draft`} class="search">
        <label for="search">{t('pages.findTeachers')}</label>
        <input id="search" name="search" type="search" value={search} />{' '}
        <button type="submit" class="secondary">
          {t('pages.search')}
        </button>
      </form>
      <form method="post" action={`/projects/${draft.projectId}/draft`} novalidate>
        <FormToken viewer={viewer} />
        <input type="hidden" name="version" value={draft.version} />
        <input type="hidden" name="key" value={commandKey} />
        <ErrorSummary viewer={viewer} form={form} />
        <Field viewer={viewer} form={form} path="title" label={t('pages.field.title')} />
        {(['shortDescription', 'goals', 'timetable', 'expectedResults'] as const).map((path) => (
          <Field key={path} viewer={viewer} form={form} path={path} kind="area" label={t(`pages.field.${path}`)} />
        ))}
        {(['language', 'languageOfApplication'] as const).map((path) => (
          <div class="field" key={path}>
            <label for={`field-${path}`}>{t(`pages.field.${path}`)}</label>
            <select id={`field-${path}`} name={path}>
              {rulebook.project.languages.map((language) => (
                <option key={language} value={language} selected={form.values[path] === language}>
                  {new Intl.DisplayNames(viewer.language, { type: 'language' }).of(language) ?? language}
                </option>
              ))}
            </select>
          </div>
        ))}
        <Member {...props} path="founders.0" label={t('pages.firstFounder')} />
        <Member {...props} path="founders.1" label={t('pages.secondFounder')} />
        {draft.content.partners.map((partner, index) => (
          <Member {...props} key={partner.teacherId} path={`partners.${index}`} label={t('role.partner')} />
        ))}
        <button type="submit" name="then" value="save" class="secondary">
          {t('pages.save')}
        </button>{' '}
        <button type="submit" name="then" value="submit">
          {t('pages.submit')}
        </button>
      </form>
      {errors.length > 0 && (
        <section>
          <h2>{t('pages.stillMissing')}</h2>
          <ErrorSummary viewer={viewer} form={{ values: {}, fields: errors }} />
        </section>
      )}
      <Warnings viewer={viewer} warnings={warnings} />
    </>
  );
}

/** A member is a teacher at one school (R-2.f): one choice. */
function Member({ viewer, draft, me, found, form, path, label }: DraftPageProps & { path: string; label: string }) {
  const chosen = form.values[`${path}.member`] ?? '';
  const choices = new Map<string, string>();
  const add = (teacherId: string | null, name: string, schools: readonly { schoolId: string; name: string }[]) => {
    for (const school of schools) choices.set(`${teacherId}/${school.schoolId}`, `${name}, ${school.name}`);
  };
  add(me.teacherId, me.displayName, me.schools);
  for (const teacher of found) add(teacher.teacherId, teacher.displayName, teacher.schools);
  for (const { teacherId, schoolId } of membersOf(draft.content)) {
    const value = `${teacherId}/${schoolId}`;
    if (!choices.has(value)) choices.set(value, viewer.t('pages.chosenBefore'));
  }
  return (
    <fieldset>
      <legend>{label}</legend>
      <select id={`field-${path.replaceAll('.', '-')}`} name={`${path}.member`} aria-label={label}>
        {[...choices].map(([value, name]) => (
          <option key={value} value={value} selected={value === chosen}>
            {name}
          </option>
        ))}
      </select>
      <Field
        viewer={viewer}
        form={form}
        path={`${path}.roleText`}
        kind="area"
        label={viewer.t('pages.field.roleText')}
      />
    </fieldset>
  );
}
