import type { Rulebook } from '../../domain/rulebook.js';
import { receiptNumber } from '../../messages/receipt-number.js';
import { isMessageKey } from '../../messages/translate.js';
import type { HistoryEntry } from '../../usecases/read-history.js';
import type { ProjectView } from '../../usecases/read-project.js';
import { FormToken } from '../layout.js';
import type { SignedIn, TimeShown, Viewer } from '../viewer.js';
import { Due, Facts } from './parts.js';
import { ProjectText } from './project-text.js';

export interface ProjectPageProps {
  viewer: SignedIn;
  project: ProjectView;
  history: HistoryEntry[];
  rulebook: Rulebook;
  time: TimeShown;
  commandKey: string;
}

/** A project: where it stands, who has it, what may be done now, what it says, and its story so far. */
export function ProjectPage(props: ProjectPageProps) {
  const { viewer, project, time } = props;
  const { t } = viewer;
  return (
    <>
      <h1 lang={project.content.languageOfApplication}>{project.title}</h1>
      <p class="notice">
        <strong>{t(`status.project.${project.status}`)}.</strong> {t(`status.project.${project.status}.meaning`)}
      </p>
      <Facts
        rows={[
          [t('pages.number'), receiptNumber(project.projectId)],
          [t('pages.submittedAt'), time.instant(project.submittedAt)],
          [t('pages.activeSince'), project.activatedAt && time.instant(project.activatedAt)],
          [t('pages.completedAt'), project.completedAt && time.instant(project.completedAt)],
          [
            t('pages.waitingFor'),
            project.waitingFor.length > 0 && (
              <ul>
                {project.waitingFor.map((task) => (
                  <li key={`${task.kind} ${task.nsoId} ${task.schoolName}`}>
                    {t(`task.kind.${task.kind}`)} ({task.schoolName ?? task.nsoId}), {t('pages.due')}:{' '}
                    <Due viewer={viewer} time={time} {...task} />
                  </li>
                ))}
              </ul>
            ),
          ],
          [t('pages.summary'), project.completionSummary],
        ]}
      />
      <Actions {...props} />
      <h2>{t('pages.storySoFar')}</h2>
      <Story {...props} />
      <h2>{t('pages.theCase')}</h2>
      <ProjectText viewer={viewer} content={project.content} members={project.members} />
    </>
  );
}

/** What this person may do with the project now. */
function Actions({ viewer, project, commandKey }: ProjectPageProps) {
  const { t } = viewer;
  const application = project.myApplication;
  return (
    <>
      {(['withdraw', 'complete'] as const)
        .filter((action) => project.mayDo.includes(action))
        .map((action) => (
          <details key={action}>
            <summary>{t(`pages.${action}`)}</summary>
            <form method="post" action={`/projects/${project.projectId}/${action}`}>
              <FormToken viewer={viewer} />
              <input type="hidden" name="key" value={`${commandKey} ${action}`} />
              <label for={`${action}-text`}>{t(`pages.${action}.text`)}</label>
              <textarea id={`${action}-text`} name="text" rows={4} required />
              <button type="submit" class={action === 'withdraw' ? 'warning' : ''}>
                {t(`pages.${action}`)}
              </button>
            </form>
          </details>
        ))}
      {project.mayDo.includes('applyForLabel') && (
        <form method="post" action={`/projects/${project.projectId}/label-applications`}>
          <FormToken viewer={viewer} />
          <button type="submit">{t('pages.beginApplication')}</button>
        </form>
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

/** One sentence for each thing that happened, with the rules that decided it. */
function Story({ viewer, history, rulebook, time }: ProjectPageProps) {
  return (
    <ol class="story">
      {history.map((entry) => (
        <li key={`${entry.seq} ${entry.at} ${entry.event}`} class={entry.refused ? 'refused' : ''}>
          <time datetime={entry.at}>{time.instant(entry.at)}</time>
          <p>{sentenceOf(viewer, entry, rulebook, time)}</p>
          {entry.rules.length > 0 && (
            <p class="rule">{[...new Set(entry.rules.map((rule) => rule.rule))].join(', ')}</p>
          )}
        </li>
      ))}
    </ol>
  );
}

function sentenceOf({ t, language }: Viewer, entry: HistoryEntry, rulebook: Rulebook, time: TimeShown): string {
  const { refused, actorName, schoolName, applicantName } = entry;
  if (refused) {
    const key = `problem.${refused.code}`;
    const why = isMessageKey(key) ? t(key, time.values(refused.values)) : refused.code;
    return t('pages.refusedCommand', { actorName, why });
  }
  const nso = rulebook.nsos.find((one) => one.id === entry.detail.nsoId);
  const key = `event.${entry.event}`;
  const values = { actorName, schoolName, nsoName: nso?.names[language] ?? null, ...time.values(entry.detail) };
  const sentence = isMessageKey(key) ? t(key, values) : t('event.other');
  return applicantName && entry.subject === 'label' ? `${applicantName}: ${sentence}` : sentence;
}
