import type { SignedIn } from '../viewer.js';
import { ProjectTable, type ShownProject } from './project-list.js';
import { type ShownTask, TaskTable } from './task-list.js';

interface HomeProps {
  viewer: SignedIn;
  /** First due first. */
  tasks: ShownTask[];
  /** There are more than were counted. */
  hasMore: boolean;
  /** The newest projects of a teacher. */
  projects: ShownProject[];
}

const SHOWN = 10;

/** One sentence that says what there is to do, then the first tasks, and a teacher's projects. */
export function HomePage({ viewer, tasks, hasMore, projects }: HomeProps) {
  const { t } = viewer;
  const [first] = tasks;
  const count = { count: tasks.length, more: hasMore ? 'yes' : 'no' };
  return (
    <>
      <h1>{t('pages.todo', { ...count, first: first ? first.words.deadline(first.dueAt) : null })}</h1>
      {tasks.length > 0 && <TaskTable viewer={viewer} tasks={tasks.slice(0, SHOWN)} />}
      <p>
        <a href="/tasks">{t('pages.allTasks')}</a>
      </p>
      {projects.length > 0 && (
        <>
          <h2>{t('pages.myProjects')}</h2>
          <ProjectTable viewer={viewer} projects={projects} />
          <p>
            <a href="/projects">{t('pages.allProjects')}</a>
          </p>
        </>
      )}
    </>
  );
}
