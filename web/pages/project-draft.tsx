import type { EmbeddingChoices } from '../../domain/embedding.js';
import type { ProjectDraft } from '../../usecases/project-draft.js';
import { type FormState, versionNamed } from '../form.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { AutosaveState } from './autosave-state.js';
import { EmbeddingFields } from './embedding-fields.js';
import { CommandForm, ErrorSummary } from './parts.js';
import { PupilsKept, TextFields } from './project-fields.js';
import { type Choosable, Member, Partners } from './project-members.js';
import { Warnings } from './project-text.js';
import { PupilsGroupsFields } from './pupils-groups-fields.js';
import { StoredVersionNote } from './stored-beside.js';
import { TeacherSearch } from './teacher-search.js';

export interface DraftPageProps {
  viewer: SignedIn;
  draft: ProjectDraft;
  choosable: Choosable;
  words: RulebookWords;
  embeddings: EmbeddingChoices;
  form: FormState;
  commandKey: string;
  notice: string | null;
}

/** A draft: its form, what its submission would be refused for, and of what its applicant is warned. */
export function DraftPage(props: DraftPageProps) {
  const { viewer, draft, choosable, form, words, commandKey, notice } = props;
  const version = { stage: 'draft', number: draft.version } as const;
  const { t } = viewer;
  const { errors, warnings } = draft.check;
  return (
    <>
      <h1>{t('pages.draft')}</h1>
      <p class="lead">{t('status.project.draft.meaning')}</p>
      <p>
        {t('pages.help.ideas')}: <a href="/help/kits">{t('pages.help.kits')}</a>
      </p>
      {notice && <p class="notice">{notice}</p>}
      <CommandForm viewer={viewer} action={`/projects/${draft.projectId}/edit`} commandKey={commandKey} savesItself>
        <ErrorSummary viewer={viewer} form={form} words={words} />
        <StoredVersionNote {...props} version={version} savedAt={draft.updatedAt} savedBy={draft.savedBy} />
        <input type="hidden" name="version" value={versionNamed(form, version)} />
        <PupilsKept form={form} />
        {/* Enter in a field presses the first button: the harmless one. */}
        <button type="submit" name="intent" value="save" class="unseen" tabIndex={-1} aria-hidden="true">
          {t('pages.save')}
        </button>
        <TextFields viewer={viewer} form={form} rulebook={words.rulebook} />
        <EmbeddingFields {...props} />
        <h2 id="members">{t('pages.members')}</h2>
        <TeacherSearch viewer={viewer} {...choosable} hint={t('pages.findTeachersHint')} />
        <Member {...props} path="founders.0" label={t('pages.firstFounder')} />
        <Member {...props} path="founders.1" label={t('pages.secondFounder')} />
        <Partners {...props} />
        <PupilsGroupsFields {...props} />
        <div class="buttons">
          <button type="submit" name="intent" value="save" class="secondary">
            {t('pages.save')}
          </button>
          <button type="submit" name="intent" value="submit">
            {t('pages.submit')}
          </button>
        </div>
        <AutosaveState viewer={viewer} />
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
