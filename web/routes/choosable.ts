import { membersOf, type ProjectContent } from '../../domain/project-content.js';
import type { Deps } from '../../usecases/deps.js';
import { findTeachers } from '../../usecases/find-teachers.js';
import { nameTeachers } from '../../usecases/name-teachers.js';
import { whoAmI } from '../../usecases/who-am-i.js';
import type { FormState } from '../form.js';
import { type Choosable, teachersIn } from '../pages/project-members.js';
import type { SignedIn } from '../viewer.js';

/** Whom a project's form can name: who is stored, who was chosen in the form that was sent, and whom a search finds. */
export async function choosableIn(
  deps: Deps,
  viewer: SignedIn,
  { content, form, search }: { content: ProjectContent; form: FormState; search: string | undefined },
): Promise<Choosable> {
  const { actor } = viewer.session;
  // Those chosen in this form too: it may not be saved.
  const teacherIds = [...membersOf(content).map(({ teacherId }) => teacherId), ...teachersIn(form)];
  const [me, chosen, found] = await Promise.all([
    whoAmI(deps, actor),
    nameTeachers(deps, actor, teacherIds),
    search === undefined ? null : findTeachers(deps, actor, { search }),
  ]);
  return { me, content, chosen, found, search: search ?? '' };
}
