import type { ProjectContent } from '../../domain/project-content.js';
import { isMessageKey } from '../../messages/translate.js';
import type { ProjectView } from '../../usecases/read-project.js';
import type { TaskView } from '../../usecases/read-task.js';
import type { Viewer } from '../viewer.js';

interface ProjectTextProps {
  viewer: Viewer;
  content: ProjectContent;
  members: ProjectView['members'];
}

/** What the founders wrote, in the language in which they wrote it. */
export function ProjectText({ viewer, content, members }: ProjectTextProps) {
  const { t } = viewer;
  const fields = ['shortDescription', 'goals', 'timetable', 'expectedResults'] as const;
  return (
    <>
      {fields.map((field) => (
        <div key={field}>
          <h3>{t(`pages.field.${field}`)}</h3>
          <p class="written" lang={content.languageOfApplication}>
            {content[field]}
          </p>
        </div>
      ))}
      <h3>{t('pages.members')}</h3>
      <ul>
        {members.map((member) => (
          <li key={member.teacherId}>
            <strong>{member.displayName}</strong>, {member.school.name} ({member.countryCode}) –{' '}
            {t(`role.${member.role}`)}
            <br />
            <span lang={content.languageOfApplication}>{member.roleText}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Of what the applicant was warned, each with its rule. */
export function Warnings({ viewer, warnings }: { viewer: Viewer; warnings: TaskView['warnings'] }) {
  if (warnings.length === 0) return null;
  const { t } = viewer;
  return (
    <ul class="warnings">
      {warnings.map((warning) => {
        const key = `finding.${warning.code}`;
        return (
          <li key={`${warning.code} ${warning.field}`}>
            {isMessageKey(key) ? t(key, warning.values) : warning.code} <span class="rule">{warning.rule}</span>
          </li>
        );
      })}
    </ul>
  );
}
