import { recordsOnBehalf } from '../../domain/permissions.js';
import type { LabelRules } from '../../domain/rulebook/label.js';
import type { FormState } from '../form.js';
import { Checkbox, CommandForm, ErrorSummary, Field, Radios } from './parts.js';
import type { TaskPageProps } from './task.js';

/** The form of a task's kind; its fields are those of the kind's schema. */
export function DecisionForm({ viewer, task, form, words, commandKey }: TaskPageProps) {
  const { t } = viewer;
  const { labelRules } = task;
  const labels = labelRules ? pointLabels(labelRules, viewer.language) : {};
  return (
    <CommandForm viewer={viewer} action={`/tasks/${task.taskId}/decide`} commandKey={commandKey}>
      <ErrorSummary viewer={viewer} form={form} words={words} labels={labels} />
      {task.kind === 'councilApproval' && <CouncilFields viewer={viewer} form={form} />}
      {labelRules ? (
        <>
          <EvaluationFields viewer={viewer} form={form} label={labelRules} />
          <button type="submit">{t('pages.sendEvaluation')}</button>
        </>
      ) : (
        <>
          {/* No button that approves: Enter in a field presses the first button, and a decision stays. */}
          <Radios
            viewer={viewer}
            form={form}
            path="outcome"
            label={t('pages.field.outcome')}
            choices={[
              ['approve', t('pages.approve')],
              ...(task.kind === 'nsoApproval' ? [['return', t('pages.return')] as const] : []),
              ['reject', t('pages.reject')],
            ]}
          />
          <Field
            viewer={viewer}
            form={form}
            path="reason"
            kind="area"
            label={t('pages.field.reason')}
            hint={t('pages.reasonHint')}
          />
          {recordsOnBehalf(viewer.session.actor, task) && (
            <Field
              viewer={viewer}
              form={form}
              path="document"
              label={t('pages.field.document')}
              hint={t('pages.documentHint')}
            />
          )}
          <button type="submit">{t('pages.sendDecision')}</button>
        </>
      )}
    </CommandForm>
  );
}

/** What the points of an evaluation are for, by the paths of their fields. */
function pointLabels(label: LabelRules, language: 'el' | 'en'): Record<string, string> {
  return Object.fromEntries([
    ...label.criteria.map(({ names }, index) => [`scores.${index}.points`, names[language]]),
    ...label.subCriteria.map(({ names }, index) => [`subCriteria.${index}.points`, names[language]]),
  ]);
}

type PartProps = Pick<TaskPageProps, 'viewer'> & { form: FormState };

/** What a Teachers' Council takes into account when it decides (R-1.4.a.1). */
const COUNCIL_RULES = ['R-1.4.b', 'R-1.4.c', 'R-1.4.d'] as const;

/** .a: date of the special session and number of its act. */
function CouncilFields({ viewer, form }: PartProps) {
  const { t } = viewer;
  return (
    <>
      <p class="hint">{t('rule.R-1.4.a')}</p>
      <p>{t('pages.councilRules')}</p>
      <ul>
        {COUNCIL_RULES.map((rule) => (
          <li key={rule}>
            {t(`rule.${rule}`)} <span class="rule">{rule}</span>
          </li>
        ))}
      </ul>
      <Field viewer={viewer} form={form} path="sessionOn" kind="date" label={t('pages.field.sessionOn')} />
      <Field viewer={viewer} form={form} path="actNumber" label={t('pages.field.actNumber')} />
      <Checkbox viewer={viewer} form={form} path="specialSession" label={t('pages.field.specialSession')} />
    </>
  );
}

/** Points and a comment for each criterion, the sub-criteria's minima, and the three uses of TwinSpace (R-3.1.p). */
function EvaluationFields({ viewer, form, label }: PartProps & { label: LabelRules }) {
  const { t, language } = viewer;
  return (
    <>
      {label.criteria.map((criterion, index) => (
        <fieldset key={criterion.id}>
          <legend>{criterion.names[language]}</legend>
          <input type="hidden" name={`scores.${index}.criterion`} value={criterion.id} />
          <Field
            viewer={viewer}
            form={form}
            path={`scores.${index}.points`}
            kind="number"
            label={t('pages.field.points', { maximum: criterion.maximum })}
          />
          <Field
            viewer={viewer}
            form={form}
            path={`scores.${index}.comment`}
            kind="area"
            rows={3}
            label={t('pages.field.comment')}
          />
        </fieldset>
      ))}
      <fieldset>
        <legend>{t('pages.field.subCriteria')}</legend>
        {label.subCriteria.map((sub, index) => (
          <div key={sub.id}>
            <input type="hidden" name={`subCriteria.${index}.id`} value={sub.id} />
            <Field
              viewer={viewer}
              form={form}
              path={`subCriteria.${index}.points`}
              kind="number"
              label={sub.names[language]}
              hint={t('pages.minimumPoints', { minimum: sub.minimum, maximum: sub.maximum })}
            />
          </div>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t('pages.twinspace')}</legend>
        {label.twinspaceConfirmations.map(({ id, names }) => (
          <Checkbox
            key={id}
            viewer={viewer}
            form={form}
            path={`twinspaceConfirmations.${id}`}
            label={names[language]}
          />
        ))}
      </fieldset>
      <Field
        viewer={viewer}
        form={form}
        path="feedback"
        kind="area"
        label={t('pages.field.feedback')}
        hint={t('pages.feedbackHint')}
      />
    </>
  );
}
