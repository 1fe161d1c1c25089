// The workflows as somebody might change them without a thought for those that are running: each begins with a timer.
import { sleep } from '@temporalio/workflow';
import * as workflows from '../../../workflows/index.js';
import type { LabelStart, PeriodStart, ProjectStart } from '../../../workflows/messages.js';

export async function projectLifecycleWorkflow(start: ProjectStart) {
  await sleep('1 minute');
  return workflows.projectLifecycleWorkflow(start);
}

export async function qualityLabelWorkflow(start: LabelStart) {
  await sleep('1 minute');
  return workflows.qualityLabelWorkflow(start);
}

export async function evaluationPeriodWorkflow(start: PeriodStart) {
  await sleep('1 minute');
  return workflows.evaluationPeriodWorkflow(start);
}
