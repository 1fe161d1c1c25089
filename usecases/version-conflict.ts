import type { Version } from '../domain/version.js';
import type { Instant } from '../domain/vocabulary.js';
import { Problem } from './problem.js';

export interface GivenVersion {
  version: Version;
  content: object;
}

export interface StoredVersion extends GivenVersion {
  savedAt: Instant;
  /** Name of whoever saved it. */
  savedBy: string;
}

/** Nothing was saved, because another version is stored than the one that was changed: both, to be seen side by side. */
export class VersionConflict extends Problem {
  constructor(
    /** What was sent, with the version from which it was made. */
    readonly yours: GivenVersion,
    readonly stored: StoredVersion,
  ) {
    super('versionConflict', null, { version: stored.version.number });
  }
}
