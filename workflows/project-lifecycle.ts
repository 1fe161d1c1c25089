// A project's way through the programme, as the circular tells it. What each step decides is in domain/project-*.ts.
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, setHandler, startChild } from '@temporalio/workflow';
import type { LabelStart } from '../domain/step.js';
import type { ProjectStatus } from '../domain/vocabulary.js';
import { labelWorkflowId } from '../temporal/names.js';
import {
  applyForLabelUpdate,
  completeUpdate,
  decideUpdate,
  type ProjectStart,
  projectStateQuery,
  submitUpdate,
  withdrawUpdate,
} from './messages.js';
import { qualityLabelWorkflow } from './quality-label.js';
import { ProjectSteps } from './step-loop.js';

/**
 * Runs from submission until the period after the label window has closed; its label applications go on without it.
 * @returns the status with which the project left the programme's care.
 */
export async function projectLifecycleWorkflow({ projectId }: ProjectStart): Promise<ProjectStatus | null> {
  const steps = new ProjectSteps({ subject: 'project', projectId, subjectId: projectId });
  const labels = new LabelChildren(projectId);

  const { take, validate: validator } = steps;
  for (const update of [submitUpdate, decideUpdate, withdrawUpdate, completeUpdate, applyForLabelUpdate]) {
    setHandler(update, take, { validator });
  }
  setHandler(projectStateQuery, () => steps.state);

  while (!steps.state) await steps.next(); //         .e  one of the two founders submits
  await steps.during('council', 'councilRejected'); // R-1.4.a  the councils of the founders' schools, in special session
  await steps.during('nsos'); //                       .f  active only when both NSOs have approved
  await steps.during('active'); //                     .a  for as long as the partners agree
  while (steps.state.status === 'completed') {
    labels.startMissing(steps.state.labelsToStart); // each teacher applies for himself or herself
    await steps.next(); //                             the window, then the rollover period
  }

  labels.startMissing(steps.state.labelsToStart);
  await labels.allStarted();
  await steps.finish();
  return steps.state.status;
}

/** The workflows of the label applications that the records say are to be started. */
class LabelChildren {
  private readonly starts = new Map<string, Promise<void>>();

  constructor(private readonly projectId: string) {}

  startMissing(labels: readonly LabelStart[]): void {
    for (const label of labels) {
      const { commandId } = label.command;
      if (!this.starts.has(commandId)) this.starts.set(commandId, this.start(label));
    }
  }

  async allStarted(): Promise<void> {
    await Promise.all(this.starts.values());
  }

  private async start(label: LabelStart): Promise<void> {
    try {
      await startChild(qualityLabelWorkflow, {
        workflowId: labelWorkflowId(this.projectId, label.teacherId),
        args: [{ ...label, projectId: this.projectId }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
      });
    } catch (error) {
      // Running already: an earlier attempt started it, and its own records decide what this command did there.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
}
