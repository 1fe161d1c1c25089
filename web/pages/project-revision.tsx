import { membersOf } from '../../domain/project-content.js';
import type { ProjectView } from '../../usecases/read-project.js';
import type { FormState } from '../form.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { CommandForm, ErrorSummary, Field } from './parts.js';
import { PupilsKept, TextFields } from './project-fields.js';

export interface RevisionPageProps {
  viewer: SignedIn;
  project: ProjectView;
  words: RulebookWords;
  form: FormState;
  commandKey: string;
}

/** A project that came back: what is asked of its founders, and its texts to be changed. Its people stay as they are. */
export function RevisionPage({ viewer, project, words, form, commandKey }: RevisionPageProps) {
  const { t } = viewer;
  const { content, decisions, members } = project;
  const asked = decisions.filter(({ outcome }) => outcome === 'return' || outcome === 'reject').at(-1);
  return (
    <>
      <h1>{t('pages.revise')}</h1>
      <p class="lead">{t(`status.project.${project.status}.meaning`)}</p>
      {asked?.reason && (
        <div class="notice">
          <strong>{words.nso(asked.nsoId)}</strong>
          <p class="written">{asked.reason}</p>
        </div>
      )}
      <CommandForm viewer={viewer} action={`/projects/${project.projectId}/revise`} commandKey={commandKey}>
        <ErrorSummary viewer={viewer} form={form} words={words} />
        {['founders', 'partners'].flatMap((kind) =>
          content[kind as 'founders' | 'partners'].map((_, index) => (
            <input
              key={`${kind}.${index}`}
              type="hidden"
              name={`${kind}.${index}.member`}
              value={form.values[`${kind}.${index}.member`]}
            />
          )),
        )}
        <PupilsKept form={form} />
        <TextFields viewer={viewer} form={form} rulebook={words.rulebook} />
        {membersOf(content).map(({ teacherId }, index) => {
          const { length } = content.founders;
          const path = index < length ? `founders.${index}` : `partners.${index - length}`;
          const name = members.find((member) => member.teacherId === teacherId)?.displayName ?? '';
          return (
            <Field
              key={path}
              viewer={viewer}
              form={form}
              path={`${path}.roleText`}
              kind="area"
              rows={3}
              label={`${t('pages.field.roleText')}: ${name}`}
            />
          );
        })}
        <button type="submit">{t('pages.resubmit')}</button>
      </CommandForm>
    </>
  );
}
