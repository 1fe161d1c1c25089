import type { ProjectSummary } from '../../usecases/list-projects.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { whoGoesOn, whoHas } from './who-goes-on.js';

export type ShownProject = ProjectSummary & { words: RulebookWords };

interface ProjectListProps {
  viewer: SignedIn;
  projects: ShownProject[];
  nextCursor: string | null;
}

export function ProjectListPage({ viewer, projects, nextCursor }: ProjectListProps) {
  const { t, session } = viewer;
  return (
    <>
      <h1>{t('pages.projects')}</h1>
      {session.actor.teacherId && (
        <p>
          <a class="button" href="/projects/new">
            {t('pages.newProject')}
          </a>
        </p>
      )}
      {projects.length === 0 ? <p>{t('pages.noProjects')}</p> : <ProjectTable viewer={viewer} projects={projects} />}
      {nextCursor && (
        <p>
          <a href={`/projects?cursor=${encodeURIComponent(nextCursor)}`}>{t('pages.more')}</a>
        </p>
      )}
    </>
  );
}

export function ProjectTable({ viewer, projects }: { viewer: SignedIn; projects: ShownProject[] }) {
  const { t } = viewer;
  return (
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
              <a href={`/projects/${project.projectId}${project.status === 'draft' ? '/edit' : ''}`}>
                {project.title || t('pages.untitled')}
              </a>
            </td>
            <td data-label={t('pages.status')}>{t(`status.project.${project.status}`)}</td>
            <td data-label={t('pages.founders')}>
              {project.founders.map((founder) => `${founder.displayName} (${founder.countryCode})`).join(', ')}
            </td>
            <td data-label={t('pages.waitingFor')}>{waitingFor(viewer, project)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who has it: schools and NSOs with an open task, each once, else whoever may go on. */
function waitingFor(viewer: SignedIn, { status, openTasks, words }: ShownProject): string {
  const names = new Set(openTasks.map((task) => whoHas(viewer, words, task)));
  return [...names].join(', ') || whoGoesOn(viewer, status);
}
