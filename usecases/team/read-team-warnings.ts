import type { Actor } from '../../domain/permissions.js';
import { checkSubmission, type SubmissionCheck } from '../../domain/submission-check.js';
import { readAs } from '../../records/actor.js';
import { rulebookContent } from '../../records/rulebooks.js';
import { submissionFacts } from '../../records/submission-facts.js';
import type { Deps } from '../deps.js';
import { seenProject } from '../seen-project.js';
import { contentOfTeam } from './content-of-team.js';

type TeamWarning = SubmissionCheck['warnings'][number];

/** Of what is about the team; the rest of the check is about what was submitted. */
const OF_A_TEAM: readonly TeamWarning['code'][] = ['countryOutOfProportion', 'largeTeam', 'languageNotUnderstoodByAll'];

/**
 * What should be thought about in a team once everybody who is invited takes part (R-1.2.a.II to .a.IV): never a
 * refusal (R-1.4.d). @throws Problem notFound
 */
export async function readTeamWarnings(deps: Deps, actor: Actor, projectId: string): Promise<TeamWarning[]> {
  return readAs(deps.records, actor, async (tx) => {
    const project = await seenProject(tx, projectId);
    const joining = project.invitations
      .filter((invitation) => invitation.replacesTeacherId === null)
      .map(({ teacherId, school, roleText }) => ({ teacherId, schoolId: school.schoolId, roleText }));
    const content = contentOfTeam(project, joining);
    const [rulebook, facts] = await Promise.all([
      rulebookContent(tx, project.rulebookId),
      submissionFacts(tx, content, content.founders[0].teacherId, project.rulebookId),
    ]);
    return checkSubmission(rulebook, content, facts).warnings.filter(({ code }) => OF_A_TEAM.includes(code));
  });
}
