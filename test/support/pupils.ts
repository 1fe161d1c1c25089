import type { ProjectContent } from '../../domain/project-content.js';
import type { PupilsGroup } from '../../domain/pupils-group.js';
import { europeanProject, type Programme } from './programme.js';

/** A project of a Greek secondary school outside the timetable, of pupils with these codes. */
export function projectOfPupils(programme: Programme, pupilCodes: string[]): ProjectContent {
  const group: PupilsGroup = {
    schoolId: programme.schools.athens,
    kind: 'severalSections',
    size: pupilCodes.length,
    setting: 'outsideTimetable',
    formedBeforeTopic: true,
    consentsAttested: true,
    pupilCodes,
  };
  return { ...europeanProject(programme), pupilsGroups: [group] };
}
