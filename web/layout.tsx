import type { FastifyReply } from 'fastify';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { LANGUAGES } from '../domain/vocabulary.js';
import type { Viewer } from './viewer.js';

const NAMES_OF_LANGUAGES = { el: 'Ελληνικά', en: 'English' } as const;

export interface PageProps {
  viewer: Viewer;
  title: string;
  styleAddress: string;
  children: ComponentChildren;
}

/** The frame of every page: skip link, navigation, language, who is signed in. */
function Layout({ viewer, title, styleAddress, children }: PageProps) {
  const { t, session, language, path } = viewer;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${t('pages.product')}`}</title>
        <link rel="stylesheet" href={styleAddress} />
        <link rel="icon" href="data:," />
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
            {session && (
              <nav aria-label={t('pages.navigation')}>
                <a href="/tasks">{t('pages.tasks')}</a>
                <a href="/projects">{t('pages.projects')}</a>
                {session.actor.teacherId && <a href="/label-applications">{t('pages.applications')}</a>}
              </nav>
            )}
            <div class="account">
              {LANGUAGES.filter((other) => other !== language).map((other) => (
                <a key={other} lang={other} href={`/language/${other}?returnTo=${encodeURIComponent(path)}`}>
                  {NAMES_OF_LANGUAGES[other]}
                </a>
              ))}
              {session && (
                <form method="post" action="/auth/sign-out">
                  <FormToken viewer={viewer} />
                  <span>{session.displayName}</span>{' '}
                  <button type="submit" class="link">
                    {t('pages.signOut')}
                  </button>
                </form>
              )}
            </div>
          </div>
        </header>
        <main id="main">{children}</main>
        <footer>{t('pages.footer')}</footer>
      </body>
    </html>
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
    .header('cache-control', 'no-store')
    .send(`<!doctype html>${renderToString(<Layout {...props} />)}`);
}
