import type { EmbeddingChoices } from '../../domain/embedding.js';
import { mayReleaseForAnother } from '../../domain/permissions.js';
import { formatDate } from '../../messages/instants.js';
import type { HistoryEntry } from '../../usecases/read-history.js';
import type { TaskView } from '../../usecases/read-task.js';
import type { FormState } from '../form.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { ApplicationText } from './application-text.js';
import { DecisionForm } from './decision-form.js';
import { Due } from './due.js';
import { KeptText } from './kept-text.js';
import { CommandForm, ErrorSummary, Facts } from './parts.js';
import { ProjectText, Warnings } from './project-text.js';
import { Story } from './story.js';

export interface TaskPageProps {
  viewer: SignedIn;
  task: TaskView;
  /** What happened to its project so far. */
  history: HistoryEntry[];
  words: RulebookWords;
  embeddings: EmbeddingChoices;
  form: FormState;
  /** Idempotency key of the decision that this form would send. */
  commandKey: string;
  /** About a command that was sent before. */
  notice: string | null;
}

/** A case with its story so far, and beside it the decision form; or the decision, once there is one. */
export function TaskPage(props: TaskPageProps) {
  const { viewer, task, words, embeddings, notice } = props;
  const { t } = viewer;
  const { project, evaluated } = task;
  return (
    <>
      <h1 lang={project.content.languageOfApplication}>{task.title}</h1>
      <p class="lead">{t(`task.do.${task.kind}`)}</p>
      {notice && <p class="notice">{notice}</p>}
      <Facts
        rows={[
          [t('pages.task'), `${t(`task.kind.${task.kind}`)} (${task.school?.name ?? words.nso(task.nsoId)})`],
          [t('pages.applicant'), task.application?.applicantName],
          [t('pages.team.joins'), joining(task)],
          [t('pages.due'), task.status === 'open' && <Due viewer={viewer} words={words} {...task} />],
          [
            t('pages.whyThisDate'),
            task.status === 'open' &&
              t('pages.dueWhy', { days: task.dueWhy.workingDays, skipped: task.dueWhy.skipped.length }),
          ],
          [t('pages.claimedBy'), task.assignee?.displayName ?? t('task.flag.unclaimed')],
          [
            t('pages.project'),
            <a href={`/projects/${task.projectId}`} lang={project.content.languageOfApplication}>
              {task.title}
            </a>,
          ],
        ]}
      />
      <ClaimForm {...props} />
      <p class="narrow">
        <a href="#decision-title">{t('pages.toDecision')}</a> · <a href="#story-title">{t('pages.storySoFar')}</a>
      </p>
      <div class="beside">
        <section aria-labelledby="case-title">
          <h2 id="case-title">{t('pages.theCase')}</h2>
          <Warnings viewer={viewer} warnings={task.warnings} />
          {evaluated && <ApplicationText level={3} viewer={viewer} words={words} content={evaluated.content} />}
          <ProjectText viewer={viewer} content={project.content} members={project.members} embeddings={embeddings} />
        </section>
        <section aria-labelledby="decision-title" class={task.kind === 'nsoApproval' ? 'second stays' : 'second'}>
          <h2 id="decision-title">{t('pages.decision')}</h2>
          <Decision {...props} />
        </section>
        <section aria-labelledby="story-title" class="below">
          <h2 id="story-title">{t('pages.storySoFar')}</h2>
          <Story {...props} />
        </section>
      </div>
    </>
  );
}

/** Who waits for the council's decision, and with which part in an active project. */
function joining({ kind, school, project }: TaskView) {
  const waiting = project.invitations.filter(
    (one) => one.status === 'accepted' && one.school.schoolId === school?.schoolId,
  );
  if (kind !== 'councilApproval' || waiting.length === 0) return null;
  return waiting.map(({ invitationId, displayName, roleText }) => (
    <div key={invitationId}>
      <strong>{displayName}</strong>
      {roleText && <p class="written">{roleText}</p>}
    </div>
  ));
}

function Decision(props: TaskPageProps) {
  const { viewer, task, words, form } = props;
  const { t, session } = viewer;
  const { assignee, mayWork } = task;
  const isHeldByAnother = assignee !== null && assignee.userId !== session.actor.userId;
  const isOpen = task.status === 'open' && !task.decision;
  if (isOpen && mayWork.allowed && !isHeldByAnother) return <DecisionForm {...props} />;
  return (
    <>
      <ErrorSummary viewer={viewer} form={form} words={words} />
      <DecisionMade {...props} />
      {!task.decision && !form.problem && (
        <p class="notice">
          {!isOpen && t(`task.status.${task.status}`)}
          {isOpen && !mayWork.allowed && t(`problem.${mayWork.code}`)}
          {isOpen && mayWork.allowed && t('problem.taskClaimedByAnother', { assigneeName: assignee?.displayName })}
        </p>
      )}
      <KeptText viewer={viewer} values={form.values} />
    </>
  );
}

/** What was decided, when, by whom and why. */
function DecisionMade({ viewer, task, words }: TaskPageProps) {
  const { t } = viewer;
  if (!task.decision) return null;
  const { outcome, decidedAt, decidedByName, content, conclusion } = task.decision;
  const { reason, sessionOn, actNumber, feedback } = content as Record<string, string | undefined>;
  return (
    <>
      <p class="notice">
        <strong>{t(`decision.${outcome}`)}</strong>
      </p>
      <Facts
        rows={[
          [t('pages.decidedAt'), words.instant(decidedAt)],
          [t('pages.decidedBy'), decidedByName],
          [t('pages.field.actNumber'), actNumber],
          [t('pages.field.sessionOn'), sessionOn && formatDate(viewer.language, sessionOn)],
          [t('pages.field.reason'), reason && <span class="written">{reason}</span>],
          [t('pages.field.scores'), conclusion && `${conclusion.points}/${conclusion.maximumPoints}`],
          [t('pages.field.feedback'), feedback && <span class="written">{feedback}</span>],
        ]}
      />
    </>
  );
}

/** Takes the task on, or gives it back: one's own, or as an administrator of its NSO another person's. */
function ClaimForm({ viewer, task }: TaskPageProps) {
  const { t, session } = viewer;
  const { assignee, mayWork } = task;
  const verb = assignee ? 'release' : 'claim';
  const isForViewer = assignee === null || assignee.userId === session.actor.userId;
  const forAnother = mayReleaseForAnother(session.actor, task);
  const may = isForViewer ? mayWork : forAnother;
  if (task.status !== 'open' || !may.allowed) return null;
  return (
    <CommandForm viewer={viewer} action={`/tasks/${task.taskId}/${verb}`}>
      <button type="submit" class="secondary">
        {t(`pages.${verb}`)}
      </button>
    </CommandForm>
  );
}
