import type { LabelContent } from '../../domain/label-content.js';
import type { LabelRules } from '../../domain/rulebook/label.js';
import type { Rulebook } from '../../domain/rulebook.js';
import { receiptNumber } from '../../messages/receipt-number.js';
import type { LabelApplicationView } from '../../usecases/label-application-view.js';
import { FormToken } from '../layout.js';
import type { SignedIn, TimeShown } from '../viewer.js';
import { Checkbox, ErrorSummary, Facts, Field, type FormState } from './parts.js';
import { ApplicationText } from './task.js';

export function ApplicationListPage({
  viewer,
  applications,
}: {
  viewer: SignedIn;
  applications: LabelApplicationView[];
}) {
  const { t } = viewer;
  return (
    <>
      <h1>{t('pages.applications')}</h1>
      {applications.length === 0 && <p>{t('pages.noApplications')}</p>}
      <ul>
        {applications.map((application) => (
          <li key={application.applicationId}>
            <a href={`/label-applications/${application.applicationId}`}>{application.projectTitle}</a> –{' '}
            {t(`status.label.${application.status}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The form's values of a content; criteria stand in the rulebook's order. */
export function formOfApplication(label: LabelRules, content: LabelContent): FormState {
  const values: Record<string, string> = { links: content.resultsLinks.join('\n') };
  for (const [index, { id }] of label.criteria.entries()) {
    const answer = content.selfAssessment.find(({ criterion }) => criterion === id);
    values[`selfAssessment.${index}.text`] = answer?.text ?? '';
  }
  for (const [use, declared] of Object.entries(content.twinspaceDeclaration)) {
    values[`twinspaceDeclaration.${use}:boolean`] = declared ? 'yes' : 'no';
  }
  return { values, fields: [] };
}

export interface ApplicationPageProps {
  viewer: SignedIn;
  application: LabelApplicationView;
  rulebook: Rulebook;
  time: TimeShown;
  form: FormState;
  commandKey: string;
}

/** A teacher's own application: whether it was received, until when it can be changed, and what became of it. */
export function ApplicationPage(props: ApplicationPageProps) {
  const { viewer, application, time } = props;
  const { t } = viewer;
  const { outcome, rolledOver } = application;
  return (
    <>
      <h1>{t('pages.application')}</h1>
      <p class="notice">
        <strong>{t(`status.label.${application.status}`)}.</strong> {t(`status.label.${application.status}.meaning`)}
      </p>
      <Facts
        rows={[
          [t('pages.project'), <a href={`/projects/${application.projectId}`}>{application.projectTitle}</a>],
          [t('pages.number'), receiptNumber(application.applicationId)],
          [t('pages.receivedAt'), application.receivedAt && time.instant(application.receivedAt)],
          [t('pages.changesUntil'), application.closesAt && time.deadline(application.closesAt)],
          [
            t('pages.rolledOver'),
            rolledOver &&
              `${t('pages.rolledOverWhy', {
                received: time.instant(rolledOver.receivedAt),
                closed: time.deadline(rolledOver.closedAt),
              })} (${rolledOver.rule})`,
          ],
          [
            t('pages.outcome'),
            outcome && `${t(`decision.${outcome.outcome}`)} (${outcome.points}/${outcome.maximumPoints})`,
          ],
          [t('pages.field.feedback'), outcome?.feedback],
        ]}
      />
      {application.editable ? (
        <ApplicationForm {...props} />
      ) : (
        <ApplicationText viewer={viewer} content={application.content} />
      )}
    </>
  );
}

function ApplicationForm({ viewer, application, rulebook, form, commandKey }: ApplicationPageProps) {
  const { t, language } = viewer;
  const { label } = rulebook;
  return (
    <form method="post" action={`/label-applications/${application.applicationId}`} novalidate>
      <FormToken viewer={viewer} />
      <input type="hidden" name="key" value={commandKey} />
      <ErrorSummary viewer={viewer} form={form} />
      {label.criteria.map((criterion, index) => (
        <div key={criterion.id}>
          <input type="hidden" name={`selfAssessment.${index}.criterion`} value={criterion.id} />
          <Field
            viewer={viewer}
            form={form}
            path={`selfAssessment.${index}.text`}
            kind="area"
            label={criterion.names[language]}
          />
        </div>
      ))}
      <fieldset>
        <legend>{t('pages.twinspace')}</legend>
        {label.twinspaceConfirmations.map(({ id, names }) => (
          <Checkbox key={id} form={form} path={`twinspaceDeclaration.${id}`} label={names[language]} />
        ))}
      </fieldset>
      <Field
        viewer={viewer}
        form={form}
        path="links"
        kind="area"
        label={t('pages.field.links')}
        hint={t('pages.linksHint')}
      />
      <button type="submit" name="then" value="save" class="secondary">
        {t('pages.save')}
      </button>{' '}
      {application.status === 'draft' && (
        <button type="submit" name="then" value="submit">
          {t('pages.apply')}
        </button>
      )}
    </form>
  );
}
