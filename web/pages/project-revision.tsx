import type { EmbeddingChoices } from '../../domain/embedding.js';
import type { Changes } from '../../domain/project-revision.js';
import type { ProjectVersion } from '../../usecases/list-project-versions.js';
import type { ProjectView } from '../../usecases/read-project.js';
import { submittedVersion } from '../../usecases/resubmit-project.js';
import { type FormState, versionNamed } from '../form.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { EmbeddingFields } from './embedding-fields.js';
import { KeptText } from './kept-text.js';
import { CommandForm, ErrorSummary } from './parts.js';
import { PupilsKept, TextFields } from './project-fields.js';
import { type Choosable, FixedFounder, memberChoices, Partners } from './project-members.js';
import { PupilsGroupsFields } from './pupils-groups-fields.js';
import { RevisionChanges } from './revision-changes.js';
import { StoredVersionNote } from './stored-beside.js';
import { TeacherSearch } from './teacher-search.js';

export interface RevisionPageProps {
  viewer: SignedIn;
  project: ProjectView;
  /** Whose the submitted version is. */
  latest: ProjectVersion;
  words: RulebookWords;
  embeddings: EmbeddingChoices;
  choosable: Choosable;
  form: FormState;
  /** What the form would change, once its writer asked. */
  changes: Changes | null;
  commandKey: string;
}

/** A project that came back: what is asked of its founders, its texts and partners to be changed. The founders stay. */
export function RevisionPage(props: RevisionPageProps) {
  const { viewer, project, latest, words, choosable, form, changes, commandKey } = props;
  const { t } = viewer;
  const version = submittedVersion(project);
  return (
    <>
      <h1>{t('pages.revise')}</h1>
      <p class="lead">{t(`status.project.${project.status}.meaning`)}</p>
      <Asked {...props} />
      <CommandForm viewer={viewer} action={`/projects/${project.projectId}/revise`} commandKey={commandKey}>
        <ErrorSummary viewer={viewer} form={form} words={words} />
        <StoredVersionNote {...props} version={version} savedAt={latest.submittedAt} savedBy={latest.submittedBy} />
        <input type="hidden" name="version" value={versionNamed(form, version)} />
        <PupilsKept form={form} />
        {/* Enter in a field presses the first button: the harmless one. */}
        <button type="submit" name="intent" value="compare" class="unseen" tabIndex={-1} aria-hidden="true">
          {t('pages.compare')}
        </button>
        {changes && (
          <RevisionChanges
            viewer={viewer}
            changes={changes}
            toCouncils={project.status === 'councilRejected'}
            before={project.content}
            after={form}
            embeddings={props.embeddings}
            names={memberChoices(viewer, choosable)}
          />
        )}
        <TextFields viewer={viewer} form={form} rulebook={words.rulebook} />
        <EmbeddingFields {...props} />
        <h2 id="members">{t('pages.members')}</h2>
        <TeacherSearch viewer={viewer} {...choosable} hint={t('pages.findTeachersRevising')} />
        <FixedFounder {...props} index={0} />
        <FixedFounder {...props} index={1} />
        <Partners {...props} />
        <PupilsGroupsFields {...props} />
        <div class="buttons">
          <button type="submit" name="intent" value="compare" class={changes ? 'secondary' : ''}>
            {t('pages.compare')}
          </button>
          {changes && (
            <button type="submit" name="intent" value="resubmit">
              {t('pages.resubmit')}
            </button>
          )}
        </div>
      </CommandForm>
    </>
  );
}

/** Who sent it back last, and why. */
function Asked({ project, words }: RevisionPageProps) {
  const asked = project.decisions.filter(({ outcome }) => outcome === 'return' || outcome === 'reject').at(-1);
  if (!asked?.reason) return null;
  return (
    <div class="notice">
      <strong>{words.nso(asked.nsoId)}</strong>
      <p class="written">{asked.reason}</p>
    </div>
  );
}

interface RevisionClosedProps {
  viewer: SignedIn;
  project: ProjectView;
  words: RulebookWords;
  form: FormState;
}

/** What was sent when it was no longer asked for, such as after the other founder's revision: nothing that was written is lost. */
export function RevisionClosed({ viewer, project, words, form }: RevisionClosedProps) {
  const { t } = viewer;
  return (
    <>
      <h1>{t('pages.revise')}</h1>
      <ErrorSummary viewer={viewer} form={form} words={words} />
      <p class="lead">{t(`status.project.${project.status}.meaning`)}</p>
      <p>
        <a href={`/projects/${project.projectId}`}>{project.title}</a>
      </p>
      <KeptText viewer={viewer} values={form.values} />
    </>
  );
}
