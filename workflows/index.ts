// The workflows that a worker runs.
export { evaluationPeriodWorkflow } from './evaluation-period.js';
export { projectLifecycleWorkflow } from './project-lifecycle.js';
export { qualityLabelWorkflow } from './quality-label.js';
