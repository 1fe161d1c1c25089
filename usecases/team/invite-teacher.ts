import { type Actor, mayActAsFounder } from '../../domain/permissions.js';
import { checkSubmission } from '../../domain/submission-check.js';
import type { InvitationContent } from '../../domain/team-content.js';
import { rulebookContent } from '../../records/rulebooks.js';
import { submissionFacts } from '../../records/submission-facts.js';
import type { CommandResult } from '../command-result.js';
import type { Deps } from '../deps.js';
import { issueCommand } from '../issue-command.js';
import { demand, Problem } from '../problem.js';
import { seenProject } from '../seen-project.js';
import { contentOfTeam } from './content-of-team.js';
import { founderIdsOf } from './may-change-team.js';

/**
 * A founder invites a registered teacher, under one of his or her schools, to take part in an active project (R-1.p1).
 * @throws Problem `invalid` with what the check of a submission says of this member; `alreadyInvited`; `wrongStatus`
 */
export function inviteTeacher(
  deps: Deps,
  actor: Actor,
  key: string,
  projectId: string,
  invited: InvitationContent,
): Promise<CommandResult> {
  const request = { key, kind: 'invite', target: projectId, body: invited } as const;
  return issueCommand(deps, actor, request, async (tx) => {
    const project = await seenProject(tx, projectId);
    demand(mayActAsFounder(actor, founderIdsOf(project)));

    const content = contentOfTeam(project, [invited]);
    const facts = await submissionFacts(tx, content, actor.teacherId ?? '', project.rulebookId);
    const { errors } = checkSubmission(await rulebookContent(tx, project.rulebookId), content, facts);
    const place = `partners.${content.partners.length - 1}.`;
    const fields = errors
      .filter(({ field }) => field.startsWith(place))
      .map((error) => ({ ...error, field: error.field.slice(place.length) }));
    const [first] = fields;
    if (first) throw new Problem('invalid', first.rule, {}, fields);
    return { subject: 'project', projectId, subjectId: projectId, content: invited };
  });
}
