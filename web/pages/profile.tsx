import type { NamedLink } from '../../domain/catalogue/parts.js';
import type { RegistrationView } from '../../usecases/registration.js';
import type { Me } from '../../usecases/who-am-i.js';
import { EMPTY_FORM, type FormState } from '../form.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { SignedIn } from '../viewer.js';
import { Checkbox, CommandForm, ErrorSummary, Facts, Field } from './parts.js';

const PLATFORM = 'https://www.etwinning.net';

interface ProfileProps {
  viewer: SignedIn;
  me: Me;
  form: FormState;
  words: RulebookWords;
  /** Links of the help pages: among them the code of conduct (R-1.3.c). */
  links: readonly (NamedLink & { rule: string })[];
  isSaved: boolean;
}

/** Who I am; for a teacher also the form that registers (again). */
export function ProfilePage(props: ProfileProps) {
  const { viewer, me, isSaved } = props;
  const { t } = viewer;
  return (
    <>
      <h1>{t('pages.profile')}</h1>
      {isSaved && <p class="notice">{t('pages.profile.saved')}</p>}
      {me.registration?.inactive && <p class="notice">{t('pages.profile.inactive')}</p>}
      <Facts
        rows={[
          [t('pages.field.name'), me.displayName],
          [t('pages.profile.email'), me.email],
          [t('pages.profile.schools'), me.schools.map(({ name }) => name).join(', ')],
        ]}
      />
      {me.registration && <RegistrationForm {...props} registration={me.registration} />}
    </>
  );
}

function RegistrationForm({
  viewer,
  form,
  words,
  links,
  registration,
}: ProfileProps & { registration: RegistrationView }) {
  const { t, language } = viewer;
  const { conductAcceptedAt, inactive } = registration;
  const conduct = links.find(({ rule }) => rule === 'R-1.3.c');
  return (
    <CommandForm viewer={viewer} action="/profile">
      <ErrorSummary viewer={viewer} form={form} />
      <h2>{t('pages.profile.conductLink')}</h2>
      <p>
        {conduct && <a href={conduct.link}>{conduct.names[language]}</a>}{' '}
        {conductAcceptedAt
          ? t('pages.profile.acceptedAt', { at: words.instant(conductAcceptedAt) })
          : t('pages.profile.notAccepted')}
      </p>
      <Checkbox viewer={viewer} form={form} path="codeOfConduct" label={t('pages.profile.conduct')} />
      <h2>{t('pages.profile.interests')}</h2>
      <Checkbox viewer={viewer} form={form} path="looksForPartners" label={t('pages.profile.looksForPartners')} />
      <Field
        viewer={viewer}
        form={form}
        path="topics"
        kind="area"
        label={t('pages.field.topics')}
        hint={t('pages.profile.topicsHint')}
      />
      <p>
        <a href={PLATFORM}>{t('pages.profile.searchPartners')}</a>
      </p>
      <button type="submit">{t(inactive ? 'pages.profile.registerAgain' : 'pages.profile.save')}</button>
    </CommandForm>
  );
}

/** What was declared before. Whoever registers again accepts the code of conduct again. */
export function formOfRegistration(registration: RegistrationView | null): FormState {
  if (!registration) return EMPTY_FORM;
  const { looksForPartners, topics, conductAcceptedAt, inactive } = registration;
  const values = {
    'codeOfConduct:boolean': conductAcceptedAt !== null && !inactive ? 'yes' : 'no',
    'looksForPartners:boolean': looksForPartners ? 'yes' : 'no',
    topics: topics.join('\n'),
  };
  return { values, fields: [] };
}
