// What a revision would change, before it is sent: each part as it was and as it would be.
import type { Embedding, EmbeddingChoices } from '../../domain/embedding.js';
import type { ProjectContent } from '../../domain/project-content.js';
import type { Changes, ContentField } from '../../domain/project-revision.js';
import type { PupilsGroup } from '../../domain/pupils-group.js';
import { type EmbeddingEntered, embeddingIn } from '../embedding-form.js';
import { type FormState, formObject } from '../form.js';
import { type GroupEntered, groupsIn } from '../pupils-groups-form.js';
import type { Viewer } from '../viewer.js';
import { embeddingRows } from './embedding-text.js';
import { fieldLabel } from './parts.js';
import { formOfContent } from './project-fields.js';
import { languageName } from './project-text.js';
import { groupLines } from './pupils-groups-text.js';

interface RevisionChangesProps {
  viewer: Viewer;
  changes: Changes;
  /** Councils are asked again, or NSOs. */
  toCouncils: boolean;
  before: ProjectContent;
  after: FormState;
  embeddings: EmbeddingChoices;
  /** What the members' choices are called. */
  names: ReadonlyMap<string, string>;
}

type Values = FormState['values'];

/** Who has to look at it again, and the parts that differ. */
export function RevisionChanges(props: RevisionChangesProps) {
  const { viewer, changes, toCouncils, before, after } = props;
  const { t } = viewer;
  const { changed, significant } = changes;
  const consequence = toCouncils
    ? 'pages.changes.toCouncils'
    : `pages.changes.${significant ? 'significant' : 'small'}`;
  const was = formOfContent(before).values;
  const tell = (values: Values, field: ContentField) => textOf(props, values, field) || t('pages.storedEmpty');
  return (
    <section class="notice" aria-labelledby="changes-title" tabIndex={-1} autofocus>
      <h2 id="changes-title">{t('pages.changes')}</h2>
      <p>
        <strong>{t(consequence as 'pages.changes.small')}</strong>
      </p>
      {changed.map((field) => (
        <div key={field}>
          <h3>{fieldLabel(viewer, field)}</h3>
          <p class="hint">{t('pages.changes.before')}</p>
          <p class="written">{tell(was, field)}</p>
          <p class="hint">{t('pages.changes.after')}</p>
          <p class="written">{tell(after.values, field)}</p>
        </div>
      ))}
      <p>{t('pages.changes.next')}</p>
    </section>
  );
}

function textOf(props: RevisionChangesProps, values: Values, field: ContentField): string {
  const { viewer, names, embeddings } = props;
  switch (field) {
    case 'founders':
    case 'partners':
      return membersIn(names, values, field);
    case 'language':
    case 'languageOfApplication':
      return languageName(viewer, values[field] ?? '');
    case 'pupils':
      return ['pupils.ageFrom:number', 'pupils.ageTo:number'].map((name) => values[name]).join('–');
    case 'embedding':
      return embeddingInForm(viewer, embeddings, values);
    case 'pupilsGroups':
      return groupsInForm(props, values);
    default:
      return values[field] ?? '';
  }
}

/** Each part on a line of its own. */
function embeddingInForm(viewer: Viewer, embeddings: EmbeddingChoices, values: Values): string {
  const { embedding } = formObject(values) as { embedding?: EmbeddingEntered };
  // The schema has let it through, or there would be nothing to compare.
  const stated = (embeddingIn(embedding) ?? {}) as Embedding;
  return embeddingRows(viewer, stated, embeddings)
    .map(([name, text]) => `${name}: ${text}`)
    .join('\n');
}

/** Each school's group on a line of its own. */
function groupsInForm({ viewer, names }: RevisionChangesProps, values: Values): string {
  const { pupilsGroups } = formObject(values) as { pupilsGroups?: GroupEntered[] };
  const groups = (groupsIn(pupilsGroups) ?? []) as PupilsGroup[];
  return groups
    .map((group) => {
      const [member = ''] = [...names].find(([choice]) => choice.endsWith(`/${group.schoolId}`))?.slice(1) ?? [];
      return `${member} – ${groupLines(viewer, group).join(' · ')}`;
    })
    .join('\n');
}

/** Each member on a line of its own, with what he or she does. */
function membersIn(names: ReadonlyMap<string, string>, values: Values, kind: 'founders' | 'partners'): string {
  return Object.entries(values)
    .filter(([name, member]) => name.startsWith(`${kind}.`) && name.endsWith('.member') && member !== '')
    .map(([name, member]) => {
      const role = values[name.replace(/member$/, 'roleText')] ?? '';
      return `${names.get(member) ?? member}${role.trim() === '' ? '' : ` – ${role}`}`;
    })
    .join('\n');
}
