import type { ProjectContent, ProjectMember } from '../../domain/project-content.js';
import type { StoredProject } from '../../records/project-view.js';

/** The project as it would be submitted with the team that it has now, and those who join as its last partners. */
export function contentOfTeam({ content, members }: StoredProject, joining: readonly ProjectMember[]): ProjectContent {
  const named = members.map(({ teacherId, school, roleText, role }) => {
    return { teacherId, schoolId: school.schoolId, roleText, role };
  });
  const [one, other] = named.filter(({ role }) => role === 'founder');
  if (!one || !other) throw new Error('a project without two founders');
  return {
    ...content,
    founders: [one, other],
    partners: [...named.filter(({ role }) => role === 'partner'), ...joining],
  };
}
