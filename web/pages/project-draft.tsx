import { CONTENT_LIMITS, membersOf } from '../../domain/project-content.js';
import { versionTag } from '../../domain/version.js';
import type { FoundTeacher } from '../../usecases/find-teachers.js';
import type { ProjectDraft } from '../../usecases/project-draft.js';
import type { Me } from '../../usecases/who-am-i.js';
import type { FormState } from '../form.js';
import { UUID } from '../guard.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { Choice, CommandForm, ErrorSummary, Field } from './parts.js';
import { PupilsKept, TextFields } from './project-fields.js';
import { Warnings } from './project-text.js';
import { StoredVersionNote } from './stored-beside.js';
import { TeacherSearch, type TeacherSearchProps } from './teacher-search.js';

export interface DraftPageProps extends TeacherSearchProps {
  viewer: SignedIn;
  draft: ProjectDraft;
  me: Me;
  /** The members that were chosen before. */
  chosen: FoundTeacher[];
  words: RulebookWords;
  form: FormState;
  commandKey: string;
  notice: string | null;
}

/** A draft: its form, what its submission would be refused for, and of what its applicant is warned. */
export function DraftPage(props: DraftPageProps) {
  const { viewer, draft, form, words, commandKey, notice } = props;
  const version = { stage: 'draft', number: draft.version } as const;
  const { t } = viewer;
  const { errors, warnings } = draft.check;
  return (
    <>
      <h1>{t('pages.draft')}</h1>
      <p class="lead">{t('status.project.draft.meaning')}</p>
      {notice && <p class="notice">{notice}</p>}
      <CommandForm viewer={viewer} action={`/projects/${draft.projectId}/edit`} commandKey={commandKey}>
        <ErrorSummary viewer={viewer} form={form} />
        <StoredVersionNote {...props} version={version} savedAt={draft.updatedAt} savedBy={draft.savedBy} />
        <input type="hidden" name="version" value={versionTag(version)} />
        <PupilsKept form={form} />
        {/* Enter in a field presses the first button: the harmless one. */}
        <button type="submit" name="intent" value="save" class="unseen" tabIndex={-1} aria-hidden="true">
          {t('pages.save')}
        </button>
        <TextFields viewer={viewer} form={form} rulebook={words.rulebook} />
        <h2 id="members">{t('pages.members')}</h2>
        <TeacherSearch {...props} hint={t('pages.findTeachersHint')} />
        <Member {...props} path="founders.0" label={t('pages.firstFounder')} />
        <Member {...props} path="founders.1" label={t('pages.secondFounder')} />
        {partnerRows(form).map((index, _, all) => (
          <Member
            {...props}
            key={index}
            path={`partners.${index}`}
            label={t(index === all.length - 1 ? 'pages.anotherPartner' : 'role.partner')}
          />
        ))}
        <div class="buttons">
          <button type="submit" name="intent" value="save" class="secondary">
            {t('pages.save')}
          </button>
          <button type="submit" name="intent" value="submit">
            {t('pages.submit')}
          </button>
        </div>
      </CommandForm>
      {form.fields.length === 0 && errors.length > 0 && (
        <section aria-labelledby="missing-title">
          <h2 id="missing-title">{t('pages.stillMissing')}</h2>
          <Warnings viewer={viewer} warnings={errors} />
        </section>
      )}
      <Warnings viewer={viewer} warnings={warnings} />
    </>
  );
}

/** The partners that there are, here or in the stored version, and one more row. */
function partnerRows({ values, stored = {} }: FormState): number[] {
  const counts = [values, stored].map((one) => memberNames(one).filter((name) => name.startsWith('partners.')).length);
  return Array.from({ length: Math.min(Math.max(...counts), CONTENT_LIMITS.partners) + 1 }, (_, index) => index);
}

/** The fields in which a member is chosen. */
function memberNames(values: Readonly<Record<string, string>>): string[] {
  return Object.keys(values).filter((name) => /^(founders|partners)\.\d+\.member$/.test(name) && values[name] !== '');
}

/** Ids of the teachers whom a form names. */
export function teachersIn({ values, stored = {} }: FormState): string[] {
  const chosen = [values, stored].flatMap((one) => memberNames(one).map((name) => one[name]?.split('/')[0] ?? ''));
  return [...new Set(chosen)].filter((teacherId) => UUID.test(teacherId));
}

/** A member is a teacher at one school (R-2.f): one choice. */
function Member(props: DraftPageProps & { path: string; label: string }) {
  const { viewer, draft, me, found, chosen, form, path, label } = props;
  const choices = new Map<string, string>([['', viewer.t('pages.choose')]]);
  const add = (teacherId: string | null, name: string, schools: FoundTeacher['schools']) => {
    for (const school of schools) {
      choices.set(`${teacherId}/${school.schoolId}`, `${name}, ${school.name} (${school.countryCode})`);
    }
  };
  add(me.teacherId, me.displayName, me.schools);
  for (const teacher of [...chosen, ...(found ?? [])]) add(teacher.teacherId, teacher.displayName, teacher.schools);
  // Whoever is not registered any more has no name, and is not lost.
  for (const value of membersOf(draft.content).map(({ teacherId, schoolId }) => `${teacherId}/${schoolId}`)) {
    if (!choices.has(value)) choices.set(value, viewer.t('pages.chosenBefore'));
  }
  return (
    <fieldset>
      <legend>{label}</legend>
      <Choice
        viewer={viewer}
        form={form}
        path={`${path}.member`}
        label={viewer.t('pages.field.member')}
        choices={choices}
      />
      <Field
        viewer={viewer}
        form={form}
        path={`${path}.roleText`}
        kind="area"
        rows={3}
        label={viewer.t('pages.field.roleText')}
      />
    </fieldset>
  );
}
