// Which version of a draft, or of a submitted application, somebody has read before changing it.
// Both are counted from 1, so a number alone would take a submitted version for the draft's of the same number.

export const VERSION_STAGES = ['draft', 'submitted'] as const;
export type VersionStage = (typeof VERSION_STAGES)[number];

export interface Version {
  stage: VersionStage;
  number: number;
}

const LONGEST_TAG = 'submitted-123456789'.length;
const TAG = /^(draft|submitted)-([1-9]\d{0,8})$/;

/** The version as one word, such as `draft-3`: for an ETag, and for a form. */
export function versionTag({ stage, number }: Version): string {
  return `${stage}-${number}`;
}

/** The version that a tag names, or null when it is none. */
export function versionOfTag(tag: string): Version | null {
  const found = tag.length <= LONGEST_TAG ? TAG.exec(tag) : null;
  return found ? { stage: found[1] as VersionStage, number: Number(found[2]) } : null;
}

export function isSameVersion(one: Version, other: Version): boolean {
  return one.stage === other.stage && one.number === other.number;
}
