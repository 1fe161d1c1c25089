import type { OpenInvitation } from '../../usecases/team/list-invitations.js';
import type { SignedIn } from '../viewer.js';
import { ProjectTable, type ShownProject } from './project-list.js';
import { type ShownTask, TaskTable } from './task-list.js';

interface HomeProps {
  viewer: SignedIn;
  /** First due first. */
  tasks: ShownTask[];
  /** What a teacher is invited to, and has not answered. */
  invitations: OpenInvitation[];
  /** There are more than were counted. */
  hasMore: boolean;
  /** The newest projects of a teacher. */
  projects: ShownProject[];
}

const SHOWN = 10;

/** One sentence that says what there is to do, then the first tasks, and a teacher's projects. */
export function HomePage({ viewer, tasks, invitations, hasMore, projects }: HomeProps) {
  const { t } = viewer;
  const [first] = tasks;
  const count = { count: tasks.length, more: hasMore ? 'yes' : 'no' };
  return (
    <>
      <h1>
        {tasks.length === 0 && invitations.length > 0
          ? t('pages.invited', { count: invitations.length })
          : t('pages.todo', { ...count, first: first ? first.words.deadline(first.dueAt) : null })}
      </h1>
      {invitations.length > 0 && (
        <ul class="notice">
          {invitations.map(({ invitationId, projectId, title, asFounder }) => (
            <li key={invitationId}>
              {t('pages.invitedTo', { as: asFounder ? 'founder' : 'partner' })}{' '}
              <a href={`/projects/${projectId}/team`}>{title}</a>
            </li>
          ))}
        </ul>
      )}
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
