import type { Instant } from '../../domain/vocabulary.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { Viewer } from '../viewer.js';

export interface ListedVersion {
  version: number;
  at: Instant;
  by: string;
  /** The one that is decided on. */
  counts: boolean;
}

interface VersionListProps {
  viewer: Viewer;
  words: RulebookWords;
  versions: ListedVersion[];
}

/** What was submitted, version by version, and which of them counts; nothing before anything was. */
export function VersionList({ viewer: { t }, words, versions }: VersionListProps) {
  if (versions.length === 0) return null;
  return (
    <section aria-labelledby="versions-title">
      <h2 id="versions-title">{t('pages.versions')}</h2>
      <ul>
        {versions.map(({ version, at, by, counts }) => (
          <li key={version}>
            {t('pages.versionLine', { version, at: words.instant(at), name: by })}
            {counts && <strong> ({t('pages.versionFrozen')})</strong>}
          </li>
        ))}
      </ul>
    </section>
  );
}
