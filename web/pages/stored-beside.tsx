// After a conflict: the stored version beside what its reader wrote, so that nobody's text is lost or saved over unseen.
import type { Version } from '../../domain/version.js';
import type { Instant } from '../../domain/vocabulary.js';
import type { FormState } from '../form.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { Viewer } from '../viewer.js';

interface StoredVersionProps {
  viewer: Viewer;
  form: FormState;
  words: RulebookWords;
  version: Version;
  savedAt: Instant;
  savedBy: string;
}

/** Whose the stored version is; nothing where there is no conflict. */
export function StoredVersionNote({ viewer, form, words, version, savedAt, savedBy }: StoredVersionProps) {
  if (!form.stored) return null;
  const told = { version: version.number, name: savedBy, at: words.instant(savedAt) };
  return <p class="notice">{viewer.t('pages.storedVersion', told)}</p>;
}

interface StoredBesideProps {
  viewer: Viewer;
  form: FormState;
  /** The input's name. */
  name: string;
  id: string;
  /** What a stored value is called, where it is no text of its own. */
  nameOf?: (value: string) => string;
}

/** What the field holds in the stored version, where that is something else. */
export function StoredBeside({ viewer, form, name, id, nameOf = (value) => value }: StoredBesideProps) {
  if (!differs(form, name)) return null;
  const stored = form.stored?.[name] ?? '';
  return (
    <div class="stored" id={`${id}-stored`}>
      <p class="hint">{viewer.t('pages.stored')}</p>
      <p class="written">{stored === '' ? viewer.t('pages.storedEmpty') : nameOf(stored)}</p>
    </div>
  );
}

/** A browser sends line breaks as CR LF; what is stored has LF, and is trimmed. */
export function differs({ values, stored }: FormState, name: string): boolean {
  const text = (value = '') => value.replaceAll('\r\n', '\n').trim();
  return stored !== undefined && text(values[name]) !== text(stored[name]);
}
