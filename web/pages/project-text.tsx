import type { EmbeddingChoices } from '../../domain/embedding.js';
import type { ProjectContent } from '../../domain/project-content.js';
import type { FieldProblem } from '../../usecases/problem.js';
import type { ProjectView } from '../../usecases/read-project.js';
import { findingSentence } from '../sentences.js';
import type { Viewer } from '../viewer.js';
import { EmbeddingText } from './embedding-text.js';
import { Facts } from './parts.js';
import { PupilsGroupsText } from './pupils-groups-text.js';

interface ProjectTextProps {
  viewer: Viewer;
  content: ProjectContent;
  members: ProjectView['members'];
  embeddings: EmbeddingChoices;
}

/** What the founders wrote, in the language in which they wrote it. */
export function ProjectText({ viewer, content, members, embeddings }: ProjectTextProps) {
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
      <Facts
        rows={(['language', 'languageOfApplication'] as const).map((field) => [
          t(`pages.field.${field}`),
          languageName(viewer, content[field]),
        ])}
      />
      <EmbeddingText
        viewer={viewer}
        embedding={content.embedding}
        embeddings={embeddings}
        lang={content.languageOfApplication}
      />
      <h3>{t('pages.members')}</h3>
      <ul class="members">
        {members.map((member) => (
          <li key={member.teacherId}>
            <strong>{member.displayName}</strong>, {member.school.name} ({member.countryCode}) –{' '}
            {t(`role.${member.role}`)}
            <p class="written" lang={content.languageOfApplication}>
              {member.roleText}
            </p>
          </li>
        ))}
      </ul>
      <PupilsGroupsText viewer={viewer} groups={content.pupilsGroups} members={members} />
    </>
  );
}

/** What a language is called in the viewer's own. */
export function languageName({ language }: Viewer, code: string): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(code) ?? code;
}

/** Of what the applicant was warned, each with its rule. */
export function Warnings({ viewer, warnings }: { viewer: Viewer; warnings: readonly FieldProblem[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul class="warnings">
      {warnings.map((warning) => (
        <li key={`${warning.code} ${warning.field}`}>
          {findingSentence(viewer, warning)} <span class="rule">{warning.rule}</span>
        </li>
      ))}
    </ul>
  );
}
