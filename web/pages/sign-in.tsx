import type { Viewer } from '../viewer.js';

interface SignInProps {
  viewer: Viewer;
  /** Where the person wanted to go. */
  returnTo: string;
  /** An attempt came back without a person. */
  failed: boolean;
}

export function SignInPage({ viewer, returnTo, failed }: SignInProps) {
  const { t } = viewer;
  return (
    <>
      <h1>{t('pages.signIn')}</h1>
      {failed && <p class="notice late">{t('pages.signInFailed')}</p>}
      <p>{t('pages.signInWhy')}</p>
      <p>
        <a class="button" href={`/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`}>
          {t('pages.signIn')}
        </a>
      </p>
    </>
  );
}
