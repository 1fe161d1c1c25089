// What a revision would change, before it is sent: each part as it was and as it would be.
import type { ProjectContent } from '../../domain/project-content.js';
import type { Changes, ContentField } from '../../domain/project-revision.js';
import type { FormState } from '../form.js';
import type { Viewer } from '../viewer.js';
import { fieldLabel } from './parts.js';
import { formOfContent } from './project-fields.js';
import { languageName } from './project-text.js';

interface RevisionChangesProps {
  viewer: Viewer;
  changes: Changes;
  /** Councils are asked again, or NSOs. */
  toCouncils: boolean;
  before: ProjectContent;
  after: FormState;
  /** What the members' choices are called. */
  names: ReadonlyMap<string, string>;
}

type Values = FormState['values'];

/** Who has to look at it again, and the parts that differ. */
export function RevisionChanges({ viewer, changes, toCouncils, before, after, names }: RevisionChangesProps) {
  const { t } = viewer;
  const { changed, significant } = changes;
  const consequence = toCouncils
    ? 'pages.changes.toCouncils'
    : `pages.changes.${significant ? 'significant' : 'small'}`;
  const was = formOfContent(before).values;
  const tell = (values: Values, field: ContentField) => textOf(viewer, names, values, field) || t('pages.storedEmpty');
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

function textOf(viewer: Viewer, names: ReadonlyMap<string, string>, values: Values, field: ContentField): string {
  switch (field) {
    case 'founders':
    case 'partners':
      return membersIn(names, values, field);
    case 'language':
    case 'languageOfApplication':
      return languageName(viewer, values[field] ?? '');
    case 'pupils':
      return ['pupils.ageFrom:number', 'pupils.ageTo:number'].map((name) => values[name]).join('–');
    default:
      return values[field] ?? '';
  }
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
