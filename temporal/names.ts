// What everything in Temporal is called. Opaque ids only: names and addresses never reach Temporal.
// Imported by workflow code: nothing but strings.

export const TASK_QUEUE = 'etwinning-lifecycle';
export const DEPLOYMENT_NAME = 'etwinning';

export const PROJECT_WORKFLOW = 'projectLifecycleWorkflow';
export const LABEL_WORKFLOW = 'qualityLabelWorkflow';
export const PERIOD_WORKFLOW = 'evaluationPeriodWorkflow';

/** One workflow per project: the id is the uniqueness rule. */
export function projectWorkflowId(projectId: string): string {
  return `project/${projectId}`;
}

/** One application per teacher and project. */
export function labelWorkflowId(projectId: string, teacherId: string): string {
  return `label/${projectId}/${teacherId}`;
}

/** One evaluation period per NSO. A period's id begins with its rulebook's. */
export function periodWorkflowId(nsoId: string, periodId: string): string {
  return `period/${nsoId}/${periodId}`;
}
