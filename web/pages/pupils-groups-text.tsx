import { isOutsideTimetable, type PupilsGroup } from '../../domain/pupils-group.js';
import type { ProjectView } from '../../usecases/read-project.js';
import type { Viewer } from '../viewer.js';
import { Facts } from './parts.js';

interface PupilsGroupsTextProps {
  viewer: Viewer;
  groups: readonly PupilsGroup[] | undefined;
  members: ProjectView['members'];
}

/** .b: which pupils of each school take part, for whoever decides on the project. */
export function PupilsGroupsText({ viewer, groups = [], members }: PupilsGroupsTextProps) {
  if (groups.length === 0) return null;
  const { t } = viewer;
  const nameOf = (schoolId: string) => members.find(({ school }) => school.schoolId === schoolId)?.school.name;
  return (
    <>
      <h3>{t('pages.field.pupilsGroups')}</h3>
      <Facts
        rows={groups.map((group) => [
          nameOf(group.schoolId) ?? t('pages.chosenBefore'),
          <ul>
            {groupLines(viewer, group).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>,
        ])}
      />
    </>
  );
}

/** What is stated of a group, each as a line. */
export function groupLines({ t }: Viewer, group: Omit<PupilsGroup, 'schoolId'>): string[] {
  const { kind, size, setting, formedBeforeTopic, consentsAttested, pupilCodes = [] } = group;
  return [
    kind ? t(`pages.groupKind.${kind}`) : '',
    size === undefined ? '' : t('pages.groups.pupils', { size }),
    setting ? t(`pages.groupSetting.${setting}`) : '',
    formedBeforeTopic ? t('pages.groups.formed') : '',
    consentsAttested && setting && isOutsideTimetable(setting) ? t('pages.groups.consents') : '',
    pupilCodes.length > 0 ? t('pages.groups.codes', { codes: pupilCodes.length }) : '',
  ].filter((line) => line !== '');
}
