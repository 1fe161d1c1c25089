import type { EmbeddingChoices } from '../../domain/embedding.js';
import { receiptNumber } from '../../messages/receipt-number.js';
import type { ProjectVersion } from '../../usecases/list-project-versions.js';
import type { HistoryEntry } from '../../usecases/read-history.js';
import type { ProjectView } from '../../usecases/read-project.js';
import { TEAM_ACTIONS } from '../../usecases/team/may-change-team.js';
import type { FormState } from '../form.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { Due } from './due.js';
import { CommandForm, ErrorSummary, Facts, Field } from './parts.js';
import { ProjectText } from './project-text.js';
import { Story } from './story.js';
import { VersionList } from './version-list.js';
import { whoGoesOn, whoHas } from './who-goes-on.js';

/** A form of the page that was not taken, and which one. */
export interface ActionForm {
  action: 'withdraw' | 'complete' | 'close' | null;
  form: FormState;
}

export interface ProjectPageProps {
  viewer: SignedIn;
  project: ProjectView;
  history: HistoryEntry[];
  versions: ProjectVersion[];
  words: RulebookWords;
  embeddings: EmbeddingChoices;
  commandKey: string;
  sent: ActionForm;
  notice: string | null;
}

/** A project: where it stands, who has it, what may be done now, what it says, and its story so far. */
export function ProjectPage(props: ProjectPageProps) {
  const { viewer, project, words, embeddings, versions, sent, notice } = props;
  const { t } = viewer;
  return (
    <>
      <h1 lang={project.content.languageOfApplication}>{project.title}</h1>
      <p class="notice">
        <strong>{t(`status.project.${project.status}`)}.</strong> {t(`status.project.${project.status}.meaning`)}
      </p>
      {notice && <p class="notice">{notice}</p>}
      <ErrorSummary viewer={viewer} form={sent.form} words={words} />
      <Facts
        rows={[
          [t('pages.waitingFor'), <WaitingFor {...props} />],
          [t('pages.submittedAt'), words.instant(project.submittedAt)],
          [t('pages.activeSince'), project.activatedAt && words.instant(project.activatedAt)],
          [t('pages.completedAt'), project.completedAt && words.instant(project.completedAt)],
          [t('pages.number'), receiptNumber(project.projectId)],
        ]}
      />
      <Actions {...props} />
      <p class="narrow">
        <a href="#story-title">{t('pages.storySoFar')}</a>
      </p>
      <Decisions {...props} />
      <div class="beside">
        <section aria-labelledby="case-title">
          <h2 id="case-title">{t('pages.theCase')}</h2>
          {project.completionSummary && (
            <>
              <h3>{t('pages.summary')}</h3>
              <p class="written">{project.completionSummary}</p>
            </>
          )}
          <ProjectText viewer={viewer} content={project.content} members={project.members} embeddings={embeddings} />
        </section>
        <section aria-labelledby="story-title">
          <h2 id="story-title">{t('pages.storySoFar')}</h2>
          <Story {...props} />
        </section>
      </div>
      <VersionList
        {...{ viewer, words }}
        versions={versions.map(({ version, submittedAt: at, submittedBy: by, isCurrent: counts }) => {
          return { version, at, by, counts };
        })}
      />
    </>
  );
}

/** A project that was submitted a moment ago, and of which the records know nothing yet. */
export function ProjectOnItsWay({ viewer: { t } }: { viewer: SignedIn }) {
  return (
    <>
      <h1>{t('pages.project')}</h1>
      <p class="notice">{t('pages.submittedOnItsWay')}</p>
    </>
  );
}

/** Who has it now: schools and NSOs with an open task, else whoever may go on. */
function WaitingFor({ viewer, project, words }: ProjectPageProps) {
  const { t } = viewer;
  if (project.waitingFor.length === 0) return whoGoesOn(viewer, project.status);
  return (
    <ul>
      {project.waitingFor.map((task) => (
        <li key={`${task.kind} ${task.nsoId} ${task.schoolName}`}>
          {whoHas(viewer, words, task)} ({t(`task.kind.${task.kind}`)}), {t('pages.dueBy')}{' '}
          <Due viewer={viewer} words={words} {...task} />
        </li>
      ))}
    </ul>
  );
}

/** What councils and NSOs decided, with their reasons. */
function Decisions({ viewer, project, words }: ProjectPageProps) {
  const { t } = viewer;
  if (project.decisions.length === 0) return null;
  return (
    <>
      <h2>{t('pages.decisions')}</h2>
      <Facts
        rows={project.decisions.map((decision) => [
          project.tasks.find((task) => task.taskId === decision.taskId)?.schoolName ?? words.nso(decision.nsoId),
          <>
            <strong>{t(`decision.${decision.outcome}`)}</strong>, {words.instant(decision.decidedAt)},{' '}
            {decision.decidedByName}
            {decision.reason && <p class="written">{decision.reason}</p>}
          </>,
        ])}
      />
    </>
  );
}

/** What this person may do with the project now. */
function Actions({ viewer, project, commandKey, sent }: ProjectPageProps) {
  const { t } = viewer;
  const application = project.myApplication;
  return (
    <>
      {TEAM_ACTIONS.some((action) => project.mayDo.includes(action)) && (
        <p>
          <a class="button" href={`/projects/${project.projectId}/team`}>
            {t(project.mayDo.includes('answerInvitation') ? 'pages.team.answer' : 'pages.team')}
          </a>
        </p>
      )}
      {project.mayDo.includes('resubmit') && (
        <p>
          <a class="button" href={`/projects/${project.projectId}/revise`}>
            {t('pages.revise')}
          </a>
        </p>
      )}
      {(['complete', 'withdraw', 'close'] as const)
        .filter((action) => project.mayDo.includes(action))
        .map((action) => (
          <details key={action} open={sent.action === action}>
            <summary>{t(`pages.${action}`)}</summary>
            <CommandForm viewer={viewer} action={`/projects/${project.projectId}/${action}`} commandKey={commandKey}>
              <Field
                viewer={viewer}
                form={sent.action === action ? sent.form : { values: {}, fields: [] }}
                path={action === 'complete' ? 'summary' : 'reason'}
                kind="area"
                label={t(`pages.${action}.text`)}
              />
              <button type="submit" class={action === 'complete' ? '' : 'warning'}>
                {t(`pages.${action}`)}
              </button>
            </CommandForm>
          </details>
        ))}
      {project.mayDo.includes('applyForLabel') && (
        <CommandForm viewer={viewer} action={`/projects/${project.projectId}/label-applications`}>
          <button type="submit">{t('pages.beginApplication')}</button>
        </CommandForm>
      )}
      {application && (
        <p>
          <a href={`/label-applications/${application.applicationId}`}>
            {t('pages.myApplication')}: {t(`status.label.${application.status}`)}
          </a>
        </p>
      )}
    </>
  );
}
