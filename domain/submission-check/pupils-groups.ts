// What is wrong with, or should be thought about in, the groups of pupils that take part. Who states none is asked none.
import type { Finding } from '../finding.js';
import { membersOf, type ProjectContent } from '../project-content.js';
import { isOutsideTimetable, levelOf, type PupilsGroup } from '../pupils-group.js';
import type { Rulebook } from '../rulebook.js';
import type { SubmissionFacts } from '../submission-check.js';

export type GroupErrorCode =
  | 'groupSchoolNotInTeam'
  | 'groupSchoolTwice'
  | 'groupKindMissing'
  | 'groupSizeMissing'
  | 'groupSettingMissing'
  | 'consentsNotAttested'
  | 'pupilCodesMissing'
  | 'pupilCodesNotNeeded';
export type GroupWarningCode = 'topicBeforeGroup';

type Schools = SubmissionFacts['schools'];
type Place = (part: keyof PupilsGroup) => Pick<Finding<GroupErrorCode>, 'field' | 'values'>;
type Project = Pick<ProjectContent, 'founders' | 'partners' | 'pupilsGroups'>;

/** .b: one group, of one school that takes part. R-2.a, R-2.b: where it works. R-2.d: outside the timetable with consents. */
export function groupErrors(rulebook: Rulebook, project: Project, schools: Schools): Finding<GroupErrorCode>[] {
  const groups = project.pupilsGroups ?? [];
  const inTeam = new Set(membersOf(project).map((member) => member.schoolId));
  return groups.flatMap((group, index) => {
    const { schoolId } = group;
    const at = (part: keyof PupilsGroup) => ({ field: `pupilsGroups.${index}.${part}`, values: { schoolId } });
    const errors: Finding<GroupErrorCode>[] = [];
    if (!inTeam.has(schoolId)) errors.push({ rule: 'R-1.3.b', code: 'groupSchoolNotInTeam', ...at('schoolId') });
    if (groups.findIndex((other) => other.schoolId === schoolId) < index) {
      errors.push({ rule: 'R-1.3.b', code: 'groupSchoolTwice', ...at('schoolId') });
    }
    if (group.kind === undefined) errors.push({ rule: 'R-1.3.b', code: 'groupKindMissing', ...at('kind') });
    if (group.size === undefined) errors.push({ rule: 'R-1.3.b', code: 'groupSizeMissing', ...at('size') });
    const country = schools.find((school) => school.schoolId === schoolId)?.country ?? '';
    const isCounted = rulebook.pupils?.countries.includes(country) ?? false;
    return [...errors, ...settingErrors(group, at), ...codeErrors(group, isCounted, at)];
  });
}

function settingErrors({ setting, consentsAttested }: PupilsGroup, at: Place): Finding<GroupErrorCode>[] {
  if (setting === undefined) return [{ rule: 'R-2.b', code: 'groupSettingMissing', ...at('setting') }];
  if (!isOutsideTimetable(setting) || consentsAttested) return [];
  const { field, values } = at('consentsAttested');
  const compared = { ...values, setting, level: levelOf(setting) };
  return [{ rule: 'R-2.d', code: 'consentsNotAttested', field, values: compared }];
}

/** R-2.e: a code for each pupil where they are counted, and none elsewhere: nothing is kept that is not needed. */
function codeErrors(
  { setting, size, pupilCodes }: PupilsGroup,
  isCounted: boolean,
  at: Place,
): Finding<GroupErrorCode>[] {
  const codes = pupilCodes?.length ?? 0;
  const { field, values } = at('pupilCodes');
  if (!isCounted || setting !== 'outsideTimetable') {
    return codes === 0 ? [] : [{ rule: 'R-2.e', code: 'pupilCodesNotNeeded', field, values }];
  }
  if (size === undefined || codes === size) return [];
  return [{ rule: 'R-2.e', code: 'pupilCodesMissing', field, values: { ...values, codes, size } }];
}

/** a group that was not formed before the topic was chosen. */
export function groupWarnings({ pupilsGroups = [] }: Project): Finding<GroupWarningCode>[] {
  return pupilsGroups.flatMap(({ formedBeforeTopic, schoolId }, index) => {
    if (formedBeforeTopic) return [];
    const field = `pupilsGroups.${index}.formedBeforeTopic`;
    return [{ rule: 'R-1.4.0' as const, code: 'topicBeforeGroup' as const, field, values: { schoolId } }];
  });
}
