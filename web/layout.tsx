import type { FastifyReply } from 'fastify';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { mayImport } from '../domain/permissions.js';
import { LANGUAGES } from '../domain/vocabulary.js';
import type { Viewer } from './viewer.js';

const NAMES_OF_LANGUAGES = { el: 'Ελληνικά', en: 'English' } as const;

export interface PageProps {
  viewer: Viewer;
  title: string;
  styleAddress: string;
  /** Of the page's script, where it has one. */
  scriptAddress?: string;
  children: ComponentChildren;
  /** The page shows a form again because something in it is wrong. */
  hasErrors?: boolean;
}

/** The frame of every page: skip link, navigation, language, who is signed in. */
function Layout({ viewer, title, styleAddress, scriptAddress, children, hasErrors }: PageProps) {
  const { t, language } = viewer;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${hasErrors ? `${t('pages.errorPrefix')} ` : ''}${title} – ${t('pages.product')}`}</title>
        <link rel="stylesheet" href={styleAddress} />
        <link rel="icon" href="data:," />
        {scriptAddress && <script type="module" src={scriptAddress} />}
      </head>
      <body>
        <a class="skip" href="#main">
          {t('pages.skip')}
        </a>
        <header>
          <div class="bar">
            <a class="product" href="/">
              {t('pages.product')}
            </a>
            <Navigation viewer={viewer} />
            <Account viewer={viewer} />
          </div>
        </header>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <Footer viewer={viewer} />
      </body>
    </html>
  );
}

/** R-9: on every page whom to ask, also for who cannot sign in. */
function Footer({ viewer: { t, contact } }: { viewer: Viewer }) {
  return (
    <footer>
      <p>
        {contact && (
          <>
            {t('pages.contact')} <a href={`mailto:${contact}`}>{contact}</a> ·{' '}
          </>
        )}
        <a href="/help">{t('pages.help')}</a>
      </p>
      <p>{t('pages.footer')}</p>
    </footer>
  );
}

function Navigation({ viewer: { t, session, path } }: { viewer: Viewer }) {
  if (!session) return null;
  const places: [string, string][] = [
    ['/tasks', t('pages.tasks')],
    ['/projects', t('pages.projects')],
  ];
  if (session.actor.teacherId) places.push(['/label-applications', t('pages.applications')]);
  if (mayImport(session.actor).allowed) places.push(['/imports', t('pages.import')]);
  return (
    <nav aria-label={t('pages.navigation')}>
      {places.map(([address, name]) => (
        <a key={address} href={address} {...(path.startsWith(address) && { 'aria-current': 'true' as const })}>
          {name}
        </a>
      ))}
    </nav>
  );
}

function Account({ viewer }: { viewer: Viewer }) {
  const { t, session, language, path } = viewer;
  return (
    <div class="account">
      {LANGUAGES.filter((other) => other !== language).map((other) => (
        <a
          key={other}
          lang={other}
          hreflang={other}
          rel="nofollow"
          href={`/language/${other}?returnTo=${encodeURIComponent(path)}`}
        >
          {NAMES_OF_LANGUAGES[other]}
        </a>
      ))}
      {session && (
        <form method="post" action="/auth/sign-out">
          <FormToken viewer={viewer} />
          <a href="/profile">{session.displayName}</a>{' '}
          <button type="submit" class="link">
            {t('pages.signOut')}
          </button>
        </form>
      )}
    </div>
  );
}

/** The session's token, without which no form is taken. */
export function FormToken({ viewer }: { viewer: Viewer }) {
  return <input type="hidden" name="formToken" value={viewer.session?.formToken ?? ''} />;
}

/** Sends a page. Pages of persons are never kept by a cache. */
export function sendPage(reply: FastifyReply, props: PageProps): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-language', props.viewer.language)
    .header('cache-control', 'no-store')
    .send(`<!doctype html>${renderToString(<Layout {...props} />)}`);
}
