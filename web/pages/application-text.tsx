import type { LabelContent } from '../../domain/label-content.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { Viewer } from '../viewer.js';

interface ApplicationTextProps {
  viewer: Viewer;
  words: RulebookWords;
  content: LabelContent;
  /** Where it stands among the page's headings. */
  level: 2 | 3;
}

/** What the applicant wrote; for an evaluator, as it was frozen at the deadline. */
export function ApplicationText({ viewer, words, content, level }: ApplicationTextProps) {
  const { t, language } = viewer;
  const Title = level === 2 ? 'h2' : 'h3';
  const Part = level === 2 ? 'h3' : 'h4';
  return (
    <>
      <Title>{t(level === 2 ? 'pages.field.selfAssessment' : 'pages.application')}</Title>
      {content.selfAssessment.map(({ criterion, text }) => (
        <div key={criterion}>
          <Part>{words.criterion(criterion)}</Part>
          <p class="written">{text}</p>
        </div>
      ))}
      <Part>{t('pages.twinspace')}</Part>
      <ul>
        {words.rulebook.label.twinspaceConfirmations.map(({ id, names }) => (
          <li key={id}>
            {names[language]}: <strong>{t(content.twinspaceDeclaration[id] ? 'pages.yes' : 'pages.no')}</strong>
          </li>
        ))}
      </ul>
      {content.resultsLinks.length > 0 && <Part>{t('pages.field.links')}</Part>}
      <ul>
        {content.resultsLinks.map((link) => (
          <li key={link}>
            <a href={link} rel="noreferrer noopener nofollow">
              {link}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
