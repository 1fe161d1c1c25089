import type { LabelContent } from '../../domain/label-content.js';
import type { TaskView } from '../../usecases/read-task.js';
import { FormToken } from '../layout.js';
import type { TimeShown, Viewer } from '../viewer.js';
import { DecisionForm } from './decision-form.js';
import { Due, Facts, type FormState } from './parts.js';
import { ProjectText, Warnings } from './project-text.js';

export interface TaskPageProps {
  viewer: Viewer;
  task: TaskView;
  time: TimeShown;
  form: FormState;
  /** Idempotency key of the decision that this form would send. */
  commandKey: string;
}

/** A case with its decision form beside it; or its decision, once there is one. */
export function TaskPage(props: TaskPageProps) {
  const { viewer, task, time } = props;
  const { t } = viewer;
  return (
    <>
      <h1>{task.title}</h1>
      <p>{t(`task.do.${task.kind}`)}</p>
      <Facts
        rows={[
          [t('pages.task'), `${t(`task.kind.${task.kind}`)} (${task.school?.name ?? task.nsoId})`],
          [t('pages.due'), <Due viewer={viewer} time={time} {...task} />],
          [
            t('pages.whyThisDate'),
            t('pages.dueWhy', { days: task.dueWhy.workingDays, skipped: task.dueWhy.skipped.length }),
          ],
          [t('pages.claimedBy'), task.assignee?.displayName ?? t('task.flag.unclaimed')],
          [t('pages.project'), <a href={`/projects/${task.projectId}`}>{t('pages.storySoFar')}</a>],
        ]}
      />
      {task.status === 'open' && task.mayWork.allowed && <ClaimForms {...props} />}
      <div class="beside">
        <section aria-labelledby="case-title">
          <h2 id="case-title">{t('pages.theCase')}</h2>
          <Warnings viewer={viewer} warnings={task.warnings} />
          <ProjectText viewer={viewer} content={task.project.content} members={task.project.members} />
          {task.evaluated && <ApplicationText viewer={viewer} content={task.evaluated.content} />}
        </section>
        <section aria-labelledby="decision-title">
          <h2 id="decision-title">{t('pages.decision')}</h2>
          <Decision {...props} />
        </section>
      </div>
    </>
  );
}

function Decision(props: TaskPageProps) {
  const { viewer, task, time } = props;
  const { t } = viewer;
  if (task.decision) {
    const { outcome, decidedAt, decidedByName } = task.decision;
    return (
      <p class="notice">
        <strong>{t(`decision.${outcome}`)}</strong> – {time.instant(decidedAt)}, {decidedByName}
      </p>
    );
  }
  if (task.status !== 'open') return <p class="notice">{t(`task.status.${task.status}`)}</p>;
  if (!task.mayWork.allowed) return <p class="notice">{t(`problem.${task.mayWork.code}`)}</p>;
  return <DecisionForm {...props} />;
}

function ClaimForms({ viewer, task }: TaskPageProps) {
  const { t, session } = viewer;
  const verb = task.assignee ? 'release' : 'claim';
  if (task.assignee && task.assignee.userId !== session?.actor.userId) return null;
  return (
    <form method="post" action={`/tasks/${task.taskId}/${verb}`}>
      <FormToken viewer={viewer} />
      <button type="submit" class="secondary">
        {t(`pages.${verb}`)}
      </button>
    </form>
  );
}

/** What the applicant wrote, as it was frozen at the deadline. */
export function ApplicationText({ viewer, content }: { viewer: Viewer; content: LabelContent }) {
  const { t } = viewer;
  const { activities, communication, record } = content.twinspaceDeclaration;
  const yesNo = (yes: boolean) => t(yes ? 'pages.yes' : 'pages.no');
  return (
    <>
      <h3>{t('pages.application')}</h3>
      {content.selfAssessment.map(({ criterion, text }) => (
        <div key={criterion}>
          <h4>{criterion}</h4>
          <p class="written">{text}</p>
        </div>
      ))}
      <Facts
        rows={[
          [t('pages.twinspace.activities'), yesNo(activities)],
          [t('pages.twinspace.communication'), yesNo(communication)],
          [t('pages.twinspace.record'), yesNo(record)],
        ]}
      />
      <ul>
        {content.resultsLinks.map((link) => (
          <li key={link}>
            <a href={link} rel="noreferrer noopener">
              {link}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
