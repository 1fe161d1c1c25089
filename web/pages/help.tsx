import type { NamedLink } from '../../domain/catalogue/parts.js';
import type { Catalogue } from '../../domain/catalogue.js';
import type { Rulebook } from '../../domain/rulebook.js';
import type { Viewer } from '../viewer.js';
import { Facts } from './parts.js';
import { Recognition } from './recognition.js';

interface HelpProps {
  viewer: Viewer;
  rulebook: Rulebook;
  catalogue: Catalogue;
}

/** Whom to ask, what the rules only inform of, and where a project may be embedded. */
export function HelpPage({ viewer, rulebook, catalogue }: HelpProps) {
  const { t, language } = viewer;
  const { help, skillsLabs, development } = catalogue;
  return (
    <>
      <h1>{t('pages.help')}</h1>
      <p class="lead">{rulebook.title[language]}</p>
      <Contacts viewer={viewer} contacts={rulebook.contacts} />
      {help && (
        <>
          <h2>{t('pages.help.goodToKnow')}</h2>
          <ul>
            {help.texts.map(({ rule, text }) => (
              <li key={rule}>
                {text[language]} <span class="rule">{rule}</span>
              </li>
            ))}
          </ul>
          <h2>{t('pages.help.links')}</h2>
          <Links viewer={viewer} links={help.links} />
        </>
      )}
      {skillsLabs && (
        <>
          <h2>{t('pages.help.ideas')}</h2>
          <p>
            <a href="/help/kits">{t('pages.help.kits')}</a>
          </p>
        </>
      )}
      <Embedding viewer={viewer} catalogue={catalogue} />
      {development && (
        <>
          <h2>{t('pages.help.development')}</h2>
          <Links viewer={viewer} links={development.kinds} />
        </>
      )}
      {catalogue.recognition && <Recognition viewer={viewer} recognition={catalogue.recognition} />}
    </>
  );
}

/** whom to ask about what. */
function Contacts({ viewer: { t }, contacts }: { viewer: Viewer; contacts: Rulebook['contacts'] }) {
  const mail = (address: string) => <a href={`mailto:${address}`}>{address}</a>;
  const page = (address: string) => <a href={address}>{address}</a>;
  return (
    <>
      <h2 id="contacts">{t('rule.R-9')}</h2>
      <Facts
        rows={[
          [t('pages.help.general'), mail(contacts.general)],
          [t('pages.help.qualityLabels'), mail(contacts.qualityLabels)],
          [t('pages.help.courses'), mail(contacts.courses)],
          [t('pages.help.website'), page(contacts.website)],
          [t('pages.help.ambassadors'), page(contacts.ambassadors)],
          [t('pages.help.secretariat'), contacts.secretariatPhone],
        ]}
      />
    </>
  );
}

/** Programmes beside which a project may go. */
function Embedding({ viewer, catalogue }: Pick<HelpProps, 'viewer' | 'catalogue'>) {
  const { t, language } = viewer;
  const { schoolActivities, erasmusPlus, unesco } = catalogue;
  const names = (list: readonly { id: string; names: NamedLink['names'] }[]) => (
    <ul>
      {list.map((one) => (
        <li key={one.id}>{one.names[language]}</li>
      ))}
    </ul>
  );
  return (
    <>
      {schoolActivities && (
        <>
          <h2>{t('pages.help.schoolActivities')}</h2>
          {names(schoolActivities.kinds)}
        </>
      )}
      {erasmusPlus && (
        <>
          <h2>{t('pages.help.erasmusPlus')}</h2>
          {names(erasmusPlus.actions)}
          <p>{t('pages.help.uses')}</p>
          {names(erasmusPlus.uses)}
          <Links viewer={viewer} links={erasmusPlus.links} />
        </>
      )}
      {unesco && (
        <>
          <h2>{t('pages.help.unesco')}</h2>
          <p>{t('pages.help.unescoGoal', { goal: unesco.goal })}</p>
          {names(unesco.axes)}
          <Links viewer={viewer} links={unesco.links} />
        </>
      )}
    </>
  );
}

export function Links({ viewer: { language }, links }: { viewer: Viewer; links: readonly NamedLink[] }) {
  return (
    <ul>
      {links.map(({ names, link }) => (
        <li key={link}>
          <a href={link}>{names[language]}</a>
        </li>
      ))}
    </ul>
  );
}
