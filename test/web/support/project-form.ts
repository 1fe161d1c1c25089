import { europeanProject } from '../../support/programme.js';

/** The form of a complete European project, as a browser without scripts sends it. */
export function writtenProject(life: Parameters<typeof europeanProject>[0]): Record<string, string> {
  const {
    founders,
    partners: _partners,
    pupils: _pupils,
    embedding: _embedding,
    pupilsGroups: _groups,
    ...texts
  } = europeanProject(life);
  const members = founders.flatMap(({ teacherId, schoolId, roleText }, index) => [
    [`founders.${index}.member`, `${teacherId}/${schoolId}`],
    [`founders.${index}.roleText`, roleText],
  ]);
  return { ...texts, ...Object.fromEntries(members) };
}
