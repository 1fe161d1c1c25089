import type { ProjectSummary } from '../../usecases/list-projects.js';
import { FormToken } from '../layout.js';
import type { SignedIn } from '../viewer.js';

export interface ProjectListProps {
  viewer: SignedIn;
  projects: ProjectSummary[];
  nextCursor: string | null;
}

export function ProjectListPage({ viewer, projects, nextCursor }: ProjectListProps) {
  const { t, session } = viewer;
  return (
    <>
      <h1>{t('pages.projects')}</h1>
      {session.actor.teacherId && (
        <form method="post" action="/projects">
          <FormToken viewer={viewer} />
          <button type="submit">{t('pages.newProject')}</button>
        </form>
      )}
      {projects.length === 0 && <p>{t('pages.noProjects')}</p>}
      {projects.length > 0 && (
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">{t('pages.project')}</th>
              <th scope="col">{t('pages.status')}</th>
              <th scope="col">{t('pages.founders')}</th>
              <th scope="col">{t('pages.waitingFor')}</th>
            </tr>
          </thead>
          <tbody>
            {projects.map((project) => (
              <tr key={project.projectId}>
                <td data-label={t('pages.project')}>
                  <a href={`/projects/${project.projectId}${project.status === 'draft' ? '/draft' : ''}`}>
                    {project.title || t('pages.untitled')}
                  </a>
                </td>
                <td data-label={t('pages.status')}>{t(`status.project.${project.status}`)}</td>
                <td data-label={t('pages.founders')}>
                  {project.founders.map((founder) => `${founder.displayName} (${founder.countryCode})`).join(', ')}
                </td>
                <td data-label={t('pages.waitingFor')}>
                  {project.openTasks.map((task) => task.schoolName ?? task.nsoId).join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {nextCursor && (
        <p>
          <a href={`/projects?cursor=${encodeURIComponent(nextCursor)}`}>{t('pages.more')}</a>
        </p>
      )}
    </>
  );
}
