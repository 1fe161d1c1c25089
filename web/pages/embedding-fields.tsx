import { SCHOOL_KINDS } from '../../domain/catalogue/skills-labs.js';
import type { EmbeddingChoice, EmbeddingChoices } from '../../domain/embedding.js';
import { EMBEDDING_PATHS } from '../embedding-form.js';
import type { FormState } from '../form.js';
import type { SignedIn } from '../viewer.js';
import { Checkbox, Choice, Field, FieldErrors, fieldId } from './parts.js';

interface EmbeddingFieldsProps {
  viewer: SignedIn;
  form: FormState;
  embeddings: EmbeddingChoices;
}

/** in what the project is embedded. Folded away as long as nothing is stated and nothing is wrong. */
export function EmbeddingFields(props: EmbeddingFieldsProps) {
  const { viewer, form, embeddings } = props;
  const { t, language } = viewer;
  const { schoolActivities, units, erasmusPlus, unesco } = embeddings;
  if ([schoolActivities, units, erasmusPlus, unesco].every((choices) => choices.length === 0)) return null;
  return (
    <details open={isOpen(form)}>
      <summary>{t('pages.field.embedding')}</summary>
      <p class="hint">{t('pages.embedding.hint')}</p>
      {schoolActivities.length > 0 && (
        <Choice
          viewer={viewer}
          form={form}
          path={EMBEDDING_PATHS.schoolActivities}
          label={t('pages.field.schoolActivities')}
          choices={[
            ['', t('pages.embedding.alone')],
            ...schoolActivities.map(({ id, names }) => [id, names[language]] as const),
          ]}
        />
      )}
      {units.length > 0 && <SkillsLabsFields {...props} />}
      <Boxes {...props} path={EMBEDDING_PATHS.erasmusPlus} label={t('pages.field.erasmusPlus')} choices={erasmusPlus} />
      <Boxes {...props} path={EMBEDDING_PATHS.unesco} label={t('pages.field.unesco')} choices={unesco} />
    </details>
  );
}

function SkillsLabsFields(props: EmbeddingFieldsProps) {
  const { viewer, form, embeddings } = props;
  const { t } = viewer;
  return (
    <fieldset>
      <legend>{t('pages.embedding.skillsLabs')}</legend>
      <Boxes {...props} path={EMBEDDING_PATHS.units} label={t('pages.field.units')} choices={embeddings.units} />
      <Choice
        viewer={viewer}
        form={form}
        path={EMBEDDING_PATHS.schoolKind}
        label={t('pages.field.schoolKind')}
        choices={[
          ['', t('pages.choose')],
          ...SCHOOL_KINDS.map((kind) => [kind, t(`pages.schoolKind.${kind}`)] as const),
        ]}
      />
      <Field
        viewer={viewer}
        form={form}
        path={EMBEDDING_PATHS.actionPlan}
        kind="area"
        rows={3}
        label={t('pages.field.actionPlan')}
        hint={t('pages.embedding.actionPlanHint')}
      />
      <Checkbox
        viewer={viewer}
        form={form}
        path={EMBEDDING_PATHS.disseminationStated}
        label={t('pages.embedding.dissemination')}
      />
    </fieldset>
  );
}

type BoxesProps = EmbeddingFieldsProps & { path: string; label: string; choices: readonly EmbeddingChoice[] };

/** As many of a few as fit. */
function Boxes({ viewer, form, path, label, choices }: BoxesProps) {
  if (choices.length === 0) return null;
  return (
    <fieldset class="plain" id={fieldId(path)} tabIndex={-1}>
      <legend>{label}</legend>
      <FieldErrors viewer={viewer} form={form} path={path} />
      {choices.map(({ id, names }) => (
        <Checkbox key={id} viewer={viewer} form={form} path={`${path}.${id}`} label={names[viewer.language]} />
      ))}
    </fieldset>
  );
}

function isOpen({ values, stored = {}, fields }: FormState): boolean {
  const isStated = (all: Readonly<Record<string, string>>) =>
    Object.entries(all).some(([name, value]) => name.startsWith('embedding.') && !['', 'no'].includes(value));
  return isStated(values) || isStated(stored) || fields.some(({ field }) => field.startsWith('embedding'));
}
