// A project's way through the programme, as the circular tells it. What each step decides is in domain/project-*.ts.
import { setHandler } from '@temporalio/workflow';
import type { ProjectStatus } from '../domain/vocabulary.js';
import {
  answerInvitationUpdate,
  closeUpdate,
  completeUpdate,
  decideUpdate,
  handOverUpdate,
  inviteUpdate,
  leaveUpdate,
  type ProjectStart,
  projectStateQuery,
  resubmitUpdate,
  submitUpdate,
  withdrawInvitationUpdate,
  withdrawUpdate,
} from './messages.js';
import { ProjectSteps } from './step-loop.js';

/**
 * Runs from submission until the period after the label window has closed. The label applications have workflows of their
 * own (`qualityLabelWorkflow`) and go on without it.
 * @returns the status with which the project left the programme's care.
 */
export async function projectLifecycleWorkflow({ projectId }: ProjectStart): Promise<ProjectStatus | null> {
  const steps = new ProjectSteps({ subject: 'project', projectId, subjectId: projectId });

  const { take, validate: validator } = steps;
  const approval = [submitUpdate, decideUpdate, resubmitUpdate, withdrawUpdate];
  const team = [inviteUpdate, handOverUpdate, answerInvitationUpdate, withdrawInvitationUpdate, leaveUpdate];
  for (const update of [...approval, ...team, completeUpdate, closeUpdate]) {
    setHandler(update, take, { validator });
  }
  setHandler(projectStateQuery, () => steps.state);

  while (!steps.state) await steps.next(); //         .e  one of the two founders submits
  await steps.during('council', 'councilRejected'); // R-1.4.a  the councils of the founders' schools, in special session
  await steps.during('nsos', 'returned'); //           .f  active only when both NSOs have approved
  await steps.during('active'); //                     .a  for as long as the partners agree; members join and leave
  await steps.during('completed'); //                  the label window, then the rollover period

  await steps.finish();
  return steps.state.status;
}
