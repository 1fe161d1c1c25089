// The groups of pupils as the values of a form and back: a row for each school. A row that was left alone states no group.
import type { PupilsGroup } from '../domain/pupils-group.js';

/** The form's values, under the names of its fields. */
export function formOfGroups(groups: readonly PupilsGroup[] = []): [string, string][] {
  return groups.flatMap(({ schoolId, kind, size, setting, formedBeforeTopic, consentsAttested, pupilCodes }, index) => {
    const row = `pupilsGroups.${index}`;
    return [
      [`${row}.schoolId`, schoolId],
      [`${row}.kind`, kind ?? ''],
      [`${row}.size:number`, size === undefined ? '' : String(size)],
      [`${row}.setting`, setting ?? ''],
      [`${row}.pupilCodes`, (pupilCodes ?? []).join('\n')],
      [`${row}.formedBeforeTopic:boolean`, formedBeforeTopic ? 'yes' : 'no'],
      [`${row}.consentsAttested:boolean`, consentsAttested ? 'yes' : 'no'],
    ] satisfies [string, string][];
  });
}

export interface GroupEntered {
  schoolId?: string;
  kind?: string;
  size?: number;
  setting?: string;
  formedBeforeTopic?: boolean;
  consentsAttested?: boolean;
  pupilCodes?: string;
}

/** What was entered, as the content's schema knows it; undefined where no group is stated. */
export function groupsIn(rows: GroupEntered[] | undefined) {
  if (rows === undefined) return undefined;
  // What is no list of rows is the schema's to refuse.
  if (!Array.isArray(rows)) return rows;
  const stated = rows.filter(isStated).map(({ kind, setting, pupilCodes, ...row }) => ({
    formedBeforeTopic: false,
    consentsAttested: false,
    ...row,
    ...(kind && { kind }),
    ...(setting && { setting }),
    ...(pupilCodes && { pupilCodes: codesIn(pupilCodes) }),
  }));
  return stated.length > 0 ? stated : undefined;
}

/** One on each line; what is no text is the schema's to refuse. */
function codesIn(lines: string): unknown {
  if (typeof lines !== 'string') return lines;
  return lines
    .split('\n')
    .map((code) => code.trim())
    .filter((code) => code !== '');
}

function isStated({ kind, size, setting, formedBeforeTopic, consentsAttested, pupilCodes }: GroupEntered): boolean {
  return [kind, size, setting, formedBeforeTopic, consentsAttested, pupilCodes].some(
    (part) => part !== undefined && part !== '' && part !== false,
  );
}
