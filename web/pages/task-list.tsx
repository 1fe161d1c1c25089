import type { TaskListName, TaskSummary } from '../../usecases/list-tasks.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { SignedIn, Viewer } from '../viewer.js';
import { Due } from './due.js';

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
      {tasks.length === 0 ? <p>{t('pages.noTasks')}</p> : <TaskTable viewer={viewer} tasks={tasks} />}
      {nextCursor && (
        <p>
          <a href={`/tasks?list=${list}&cursor=${encodeURIComponent(nextCursor)}`}>{t('pages.more')}</a>
        </p>
      )}
    </>
  );
}

export function TaskTable({ viewer, tasks }: { viewer: Viewer; tasks: ShownTask[] }) {
  const { t } = viewer;
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{t('pages.project')}</th>
          <th scope="col">{t('pages.task')}</th>
          <th scope="col">{t('pages.due')}</th>
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
            <td data-label={t('pages.due')}>
              <When viewer={viewer} task={task} />
            </td>
            <td data-label={t('pages.claimedBy')}>{task.assignee?.displayName ?? t('task.flag.unclaimed')}</td>
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
  return (
    <>
      {t(`task.status.${task.status}`)}
      {task.closedAt && <span class="hint"> {task.words.instant(task.closedAt)}</span>}
    </>
  );
}
