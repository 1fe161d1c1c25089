import { maySeePeriodProgress, mayWorkOnTask } from '../../domain/permissions.js';
import { isMessageKey } from '../../messages/translate.js';
import type { TaskListName, TaskSummary } from '../../usecases/list-tasks.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { SignedIn, Viewer } from '../viewer.js';
import { Due } from './due.js';
import { CommandForm } from './parts.js';

export type ShownTask = TaskSummary & { words: RulebookWords };

interface TaskListProps {
  viewer: SignedIn;
  list: TaskListName;
  tasks: ShownTask[];
  nextCursor: string | null;
}

export function TaskListPage({ viewer, list, tasks, nextCursor }: TaskListProps) {
  const { t } = viewer;
  return (
    <>
      <h1>{t('pages.tasks')}</h1>
      <nav class="tabs" aria-label={t('pages.tasks')}>
        {(['group', 'mine', 'done'] as const).map((name) => (
          <a key={name} href={`/tasks?list=${name}`} {...(name === list && { 'aria-current': 'page' as const })}>
            {t(`pages.list.${name}`)}
          </a>
        ))}
      </nav>
      {maySeePeriodProgress(viewer.session.actor).allowed && (
        <p>
          <a href="/periods">{t('pages.progress')}</a>
        </p>
      )}
      {tasks.length === 0 ? <p>{t('pages.noTasks')}</p> : <TaskTable viewer={viewer} tasks={tasks} list={list} />}
      {nextCursor && (
        <p>
          <a href={`/tasks?list=${list}&cursor=${encodeURIComponent(nextCursor)}`}>{t('pages.more')}</a>
        </p>
      )}
    </>
  );
}

type TaskTableProps = Pick<TaskListProps, 'viewer' | 'tasks'> & { list?: TaskListName };

export function TaskTable({ viewer, tasks, list }: TaskTableProps) {
  const { t } = viewer;
  const when = t(list === 'done' ? 'pages.decidedAt' : 'pages.due');
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{t('pages.project')}</th>
          <th scope="col">{t('pages.task')}</th>
          <th scope="col">{when}</th>
          <th scope="col">{t('pages.claimedBy')}</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.taskId}>
            <td data-label={t('pages.project')}>
              <a href={`/tasks/${task.taskId}`}>{task.title}</a>
              <span class="hint"> {task.countries.join(', ')}</span>
            </td>
            <td data-label={t('pages.task')}>
              {t(`task.kind.${task.kind}`)}
              <span class="hint">
                {' '}
                {task.application?.applicantName ?? task.school?.name ?? task.words.nso(task.nsoId)}
              </span>
            </td>
            <td data-label={when}>
              <When viewer={viewer} task={task} />
            </td>
            <td data-label={t('pages.claimedBy')}>
              {task.assignee?.displayName ?? t('task.flag.unclaimed')}
              <Claim viewer={viewer} task={task} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** When an open task is due, or what became of a closed one. */
function When({ viewer, task }: { viewer: Viewer; task: ShownTask }) {
  const { t } = viewer;
  if (task.status === 'open') return <Due viewer={viewer} {...task} />;
  const outcome = `decision.${task.outcome}`;
  return (
    <>
      {t(isMessageKey(outcome) ? outcome : `task.status.${task.status}`)}
      {task.closedAt && <span class="hint"> {task.words.instant(task.closedAt)}</span>}
    </>
  );
}

/** Takes a task of the group on, or gives one's own back. A list never holds a case of the viewer's own. */
function Claim({ viewer, task }: { viewer: SignedIn; task: ShownTask }) {
  const { t, session } = viewer;
  const { kind, nsoId, school, assignee, status, taskId, title } = task;
  const others = { memberTeacherIds: [], memberSchoolIds: [], nsoHasEvaluators: true };
  const mayWork = mayWorkOnTask(session.actor, { kind, nsoId, schoolId: school?.schoolId ?? null, ...others });
  const isForViewer = assignee === null || assignee.userId === session.actor.userId;
  if (status !== 'open' || !mayWork.allowed || !isForViewer) return null;
  const verb = assignee ? 'release' : 'claim';
  const name = t(`pages.${verb}`);
  return (
    <CommandForm viewer={viewer} action={`/tasks/${taskId}/${verb}`}>
      <button type="submit" class="link" aria-label={`${name}: ${title}`}>
        {name}
      </button>
    </CommandForm>
  );
}
