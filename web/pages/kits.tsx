import type { SkillsLabs } from '../../domain/catalogue/skills-labs.js';
import type { Viewer } from '../viewer.js';
import { Links } from './help.js';

/** R-5.b: the kits and featured groups of each thematic unit of the Skills Labs. */
export function KitsPage({ viewer, skillsLabs }: { viewer: Viewer; skillsLabs: SkillsLabs }) {
  const { t, language } = viewer;
  const { units, texts, links, source } = skillsLabs;
  return (
    <>
      <h1>{t('pages.help.kits')}</h1>
      <p class="lead">{t('pages.help.kitsAre')}</p>
      <ul>
        {units.map((unit) => (
          <li key={unit.id}>
            <a href={`#${unit.id}`}>{unit.names[language]}</a>
          </li>
        ))}
      </ul>
      <h2>{t('pages.help.goodToKnow')}</h2>
      <ul>
        {texts.map(({ rule, text }) => (
          <li key={rule}>
            {text[language]} <span class="rule">{rule}</span>
          </li>
        ))}
      </ul>
      <Links viewer={viewer} links={links} />
      {units.map((unit) => (
        <section key={unit.id} aria-labelledby={unit.id}>
          <h2 id={unit.id}>{unit.names[language]}</h2>
          {unit.subUnits.map((subUnit) => (
            <section key={subUnit.id}>
              <h3>{subUnit.names[language]}</h3>
              <Links viewer={viewer} links={subUnit.kits} />
            </section>
          ))}
          <h3>{t('pages.help.groups')}</h3>
          <Links viewer={viewer} links={unit.groups} />
        </section>
      ))}
      <p class="hint">{source.note[language]}</p>
    </>
  );
}
