import { v7 as uuidv7 } from 'uuid';
import type { LabelContent } from '../domain/label-content.js';
import { type Actor, mayApplyForLabel } from '../domain/permissions.js';
import { withActor } from '../records/actor.js';
import { insertLabelDraft } from '../records/drafts.js';
import { findApplication, findOwnApplication } from '../records/label-applications.js';
import { findProject } from '../records/project-view.js';
import { rulebookContent } from '../records/rulebooks.js';
import type { Deps } from './deps.js';
import { type LabelApplicationView, labelApplicationView } from './label-application-view.js';
import { demand, Problem } from './problem.js';

/**
 * Begins the actor's application for a completed project that he or she took part in.
 * @throws Problem `wrongStatus` before completion; `notAMember`; `alreadyApplied` with the application that there is
 */
export async function createLabelDraft(
  deps: Deps,
  actor: Actor,
  projectId: string,
  content: LabelContent,
): Promise<LabelApplicationView> {
  return withActor(deps.records, actor, async (tx) => {
    const project = await findProject(tx, projectId);
    if (!project) throw new Problem('notFound');
    const members = project.members.map((member) => member.teacherId);
    demand(mayApplyForLabel(actor, members));
    if (project.status !== 'completed') throw new Problem('wrongStatus', 'R-3.1.0', { status: project.status });

    const teacherId = actor.teacherId ?? '';
    const applicationId = uuidv7();
    const draft = { applicationId, projectId, ownerId: actor.userId, teacherId, content };
    if (!(await insertLabelDraft(tx, draft))) {
      const own = await findOwnApplication(tx, projectId, teacherId);
      throw new Problem('alreadyApplied', 'R-3.1.1', { applicationId: own?.applicationId ?? null });
    }
    const stored = await findApplication(tx, applicationId);
    if (!stored) throw new Error('the draft was not inserted');
    return labelApplicationView(stored, (await rulebookContent(tx, stored.rulebookId)).label);
  });
}
