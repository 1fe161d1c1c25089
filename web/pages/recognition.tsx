import type { Catalogue } from '../../domain/catalogue.js';
import type { Viewer } from '../viewer.js';

interface RecognitionProps {
  viewer: Viewer;
  recognition: NonNullable<Catalogue['recognition']>;
}

/** What each label asks for, and whether the circular says so. */
export function Recognition({ viewer: { t, language }, recognition }: RecognitionProps) {
  const { europeanLabel, schoolLabel, nationalLabelLink, portfolioLink } = recognition;
  return (
    <>
      <h2>{t('pages.help.recognition')}</h2>
      <h3>
        <a href={nationalLabelLink}>{t('pages.help.nationalLabel')}</a>
      </h3>
      <p>{t('rule.R-3.1.0')}.</p>
      <h3>
        <a href={europeanLabel.link}>{t('pages.help.europeanLabel')}</a>
      </h3>
      <p>
        {t('pages.help.europeanLabelAsks', {
          proposals: europeanLabel.minimumProposals,
          partners: europeanLabel.minimumPartnersWithLabel,
          otherCountries: europeanLabel.partnersFromDifferentCountries ? 'yes' : 'no',
        })}
      </p>
      <p class="hint">{europeanLabel.source.note[language]}</p>
      <h3>
        <a href={schoolLabel.link}>{t('pages.help.schoolLabel')}</a>
      </h3>
      <p>
        {t('pages.help.schoolLabelAsks', {
          years: schoolLabel.registeredYears,
          teachers: schoolLabel.activeTeachers,
          labels: schoolLabel.labels.minimum,
          within: schoolLabel.labels.withinYears,
          declaration: schoolLabel.headDeclaration ? 'yes' : 'no',
        })}
      </p>
      <p class="hint">{schoolLabel.source.note[language]}</p>
      <h3>
        <a href={portfolioLink}>{t('pages.help.portfolio')}</a>
      </h3>
      <p>{t('pages.help.portfolioCollects')}</p>
    </>
  );
}
