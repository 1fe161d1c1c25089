// The workflows that a worker runs.
export { projectLifecycleWorkflow } from './project-lifecycle.js';
export { qualityLabelWorkflow } from './quality-label.js';
