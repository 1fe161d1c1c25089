import type { LabelApplicationView } from '../../usecases/label-application-view.js';
import type { SignedIn } from '../viewer.js';

interface ApplicationListProps {
  viewer: SignedIn;
  applications: LabelApplicationView[];
}

export function ApplicationListPage({ viewer, applications }: ApplicationListProps) {
  const { t } = viewer;
  return (
    <>
      <h1>{t('pages.applications')}</h1>
      {applications.length === 0 ? (
        <p>{t('pages.noApplications')}</p>
      ) : (
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">{t('pages.project')}</th>
              <th scope="col">{t('pages.status')}</th>
            </tr>
          </thead>
          <tbody>
            {applications.map((application) => (
              <tr key={application.applicationId}>
                <td data-label={t('pages.project')}>
                  <a href={`/label-applications/${application.applicationId}`}>{application.projectTitle}</a>
                </td>
                <td data-label={t('pages.status')}>{t(`status.label.${application.status}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
