import { europeanProject } from '../../support/programme.js';

/** What the form of a complete European project holds, without who its members are. */
export function writtenTexts(life: Parameters<typeof europeanProject>[0]): Record<string, string> {
  const {
    founders,
    partners: _partners,
    pupils: _pupils,
    embedding: _embedding,
    pupilsGroups: _groups,
    ...texts
  } = europeanProject(life);
  const roleTexts = founders.map(({ roleText }, index) => [`founders.${index}.roleText`, roleText]);
  return { ...texts, ...Object.fromEntries(roleTexts) };
}

/** The form of a complete European project, as a browser without scripts sends it. */
export function writtenProject(life: Parameters<typeof europeanProject>[0]): Record<string, string> {
  const members = europeanProject(life).founders.map(({ teacherId, schoolId }, index) => [
    `founders.${index}.member`,
    `${teacherId}/${schoolId}`,
  ]);
  return { ...writtenTexts(life), ...Object.fromEntries(members) };
}
