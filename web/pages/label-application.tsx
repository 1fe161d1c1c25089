import type { LabelContent } from '../../domain/label-content.js';
import type { LabelRules } from '../../domain/rulebook/label.js';
import { receiptNumber } from '../../messages/receipt-number.js';
import { type LabelApplicationView, versionOf } from '../../usecases/label-application-view.js';
import type { SubmittedVersion } from '../../usecases/list-application-versions.js';
import { type FormState, versionNamed } from '../form.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { ApplicationText } from './application-text.js';
import { AutosaveState } from './autosave-state.js';
import { KeptText } from './kept-text.js';
import { Checkbox, CommandForm, ErrorSummary, Facts, Field } from './parts.js';
import { Warnings } from './project-text.js';
import { StoredVersionNote } from './stored-beside.js';
import { VersionList } from './version-list.js';

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
  words: RulebookWords;
  versions: SubmittedVersion[];
  form: FormState;
  /** The form is what was sent, not what is kept. */
  isSentForm: boolean;
  commandKey: string;
  notice: string | null;
}

/** A teacher's own application: whether it was received, until when it can be changed, and what became of it. */
export function ApplicationPage(props: ApplicationPageProps) {
  const { viewer, application, words, versions, form, isSentForm, notice } = props;
  const { t } = viewer;
  return (
    <>
      <h1>{t('pages.application')}</h1>
      <p class="notice">
        <strong>{t(`status.label.${application.status}`)}.</strong> {t(`status.label.${application.status}.meaning`)}
      </p>
      {notice && <p class="notice">{notice}</p>}
      <State {...props} />
      <Outcome {...props} />
      {application.editable ? (
        <ApplicationForm {...props} />
      ) : (
        <>
          <ErrorSummary viewer={viewer} form={isSentForm ? form : { values: {}, fields: [] }} words={words} />
          {isSentForm && <KeptText viewer={viewer} values={form.values} />}
          <ApplicationText level={2} viewer={viewer} words={words} content={application.content} />
        </>
      )}
      <VersionList
        {...{ viewer, words }}
        versions={versions.map(({ version, receivedAt: at, sentBy: by, isFrozen: counts }) => ({
          version,
          at,
          by,
          counts,
        }))}
      />
    </>
  );
}

function State({ viewer, application, words }: ApplicationPageProps) {
  const { t } = viewer;
  const { rolledOver } = application;
  return (
    <Facts
      rows={[
        [t('pages.project'), <a href={`/projects/${application.projectId}`}>{application.projectTitle}</a>],
        [t('pages.receivedAt'), application.receivedAt && words.instant(application.receivedAt)],
        [
          t('pages.help.labelQuestions'),
          <a href={`mailto:${words.rulebook.contacts.qualityLabels}`}>{words.rulebook.contacts.qualityLabels}</a>,
        ],
        [t('pages.changesUntil'), application.closesAt && words.deadline(application.closesAt)],
        [
          t('pages.rolledOver'),
          rolledOver &&
            `${t('pages.rolledOverWhy', {
              received: words.instant(rolledOver.receivedAt),
              closed: words.deadline(rolledOver.closedAt),
            })} (${rolledOver.rule})`,
        ],
        [t('pages.number'), receiptNumber(application.applicationId)],
      ]}
    />
  );
}

/** Once decided: award or not, the points of each criterion with their comments, and the feedback. */
function Outcome({ viewer, application, words }: ApplicationPageProps) {
  const { t } = viewer;
  const { outcome } = application;
  if (!outcome) return null;
  return (
    <section aria-labelledby="outcome-title">
      <h2 id="outcome-title">{t('pages.outcome')}</h2>
      <Facts
        rows={[
          [t('pages.decision'), t(`decision.${outcome.outcome}`)],
          [t('pages.field.scores'), `${outcome.points}/${outcome.maximumPoints}`],
          ...outcome.scores.map(({ criterion, points, comment }) => {
            const score = <>{`${points}${comment ? ' – ' : ''}${comment}`}</>;
            return [words.criterion(criterion), score] as [string, typeof score];
          }),
          [t('pages.field.feedback'), <span class="written">{outcome.feedback}</span>],
        ]}
      />
    </section>
  );
}

function ApplicationForm(props: ApplicationPageProps) {
  const { viewer, application, words, form, isSentForm, commandKey } = props;
  const { t, language } = viewer;
  const { label } = words.rulebook;
  const version = versionOf(application);
  const { errors, warnings } = application.check;
  const labels = Object.fromEntries(
    label.criteria.map(({ names }, index) => [`selfAssessment.${index}.text`, names[language]]),
  );
  return (
    <>
      <CommandForm
        viewer={viewer}
        action={`/label-applications/${application.applicationId}`}
        commandKey={commandKey}
        savesItself={application.status === 'draft'}
      >
        <ErrorSummary viewer={viewer} form={form} words={words} labels={labels} />
        <StoredVersionNote {...props} {...application} version={version} />
        <input type="hidden" name="version" value={versionNamed(form, version)} />
        <h2>{t('pages.field.selfAssessment')}</h2>
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
            <Checkbox
              key={id}
              viewer={viewer}
              form={form}
              path={`twinspaceDeclaration.${id}`}
              label={names[language]}
            />
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
        <div class="buttons">
          <button type="submit" name="intent" value="save" class={application.status === 'draft' ? 'secondary' : ''}>
            {t('pages.save')}
          </button>
          {application.status === 'draft' && (
            <button type="submit" name="intent" value="submit">
              {t('pages.apply')}
            </button>
          )}
        </div>
        {application.status === 'draft' && <AutosaveState viewer={viewer} />}
      </CommandForm>
      {!isSentForm && (errors.length > 0 || warnings.length > 0) && (
        <section aria-labelledby="missing-title">
          <h2 id="missing-title">{t('pages.stillMissing')}</h2>
          <ul class="warnings">
            {errors.map(({ values }) => (
              <li key={String(values.criterion)}>
                {words.criterion(String(values.criterion))}: {t('finding.selfAssessmentMissing')}
              </li>
            ))}
          </ul>
          <Warnings viewer={viewer} warnings={warnings} />
        </section>
      )}
    </>
  );
}
