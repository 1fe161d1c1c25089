import type { ComponentChildren } from 'preact';
import type { Viewer } from '../viewer.js';

/** What a form that saves itself tells of it. The script shows one of these at a time; without scripts none is seen. */
export function AutosaveState({ viewer }: { viewer: Viewer }) {
  const { t, path } = viewer;
  return (
    <div class="autosave" role="status">
      <When is="saving">{t('pages.autosave.saving')}</When>
      <When is="saved">
        {t('pages.autosave.saved')} <time />
      </When>
      <When is="offline">{t('pages.autosave.offline')}</When>
      <When is="signedOut">
        {t('pages.autosave.signedOut')}{' '}
        <a href={`/sign-in?returnTo=${encodeURIComponent(path)}`}>{t('pages.signIn')}</a>
      </When>
      <When is="conflict">
        {t('pages.autosave.conflict')} <SaveButton>{t('pages.autosave.compare')}</SaveButton>
      </When>
      <When is="refused">
        {t('pages.autosave.refused')} <SaveButton>{t('pages.save')}</SaveButton>
      </When>
    </div>
  );
}

function When({ is, children }: { is: string; children: ComponentChildren }) {
  return (
    <p data-when={is} hidden>
      {children}
    </p>
  );
}

/** Saving as a person does leads to the page that shows what is the matter. */
function SaveButton({ children }: { children: ComponentChildren }) {
  return (
    <button type="submit" name="intent" value="save" class="secondary">
      {children}
    </button>
  );
}
