import type { TaskListName, TaskSummary } from '../../usecases/list-tasks.js';
import type { TimeShown, Viewer } from '../viewer.js';
import { Due } from './parts.js';

type ShownTask = TaskSummary & { time: TimeShown };

/** One sentence that says what there is to do, then the first tasks. */
export function HomePage({ viewer, tasks }: { viewer: Viewer; tasks: ShownTask[] }) {
  const { t } = viewer;
  const [first] = [...tasks].sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
  return (
    <>
      <h1>{t('pages.todo', { count: tasks.length, first: first ? first.time.deadline(first.dueAt) : null })}</h1>
      {tasks.length > 0 && <TaskTable viewer={viewer} tasks={tasks.slice(0, 10)} />}
      <p>
        <a href="/tasks">{t('pages.allTasks')}</a>
      </p>
    </>
  );
}

interface TaskListProps {
  viewer: Viewer;
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

function TaskTable({ viewer, tasks }: { viewer: Viewer; tasks: ShownTask[] }) {
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
              {t(`task.kind.${task.kind}`)} ({task.school?.name ?? task.nsoId})
              {task.application && <span class="hint"> {task.application.applicantName}</span>}
            </td>
            <td data-label={t('pages.due')}>
              {task.status === 'open' ? (
                <Due viewer={viewer} {...task} />
              ) : (
                <>
                  {t(`task.status.${task.status}`)}
                  {task.closedAt && ` (${task.time.instant(task.closedAt)})`}
                </>
              )}
            </td>
            <td data-label={t('pages.claimedBy')}>{task.assignee?.displayName ?? t('task.flag.unclaimed')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
