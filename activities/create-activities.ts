// What a workflow asks of the world. Built from its dependencies, so that a test can build it from others.
import type { LabelState, ProjectState, RecordedStep, Step } from '../domain/step.js';
import type { Records } from '../records/database.js';
import { recordStep } from '../records/step/record-step.js';

export interface ActivityDeps {
  records: Records;
}

export interface Activities {
  /** Decides and records a project's step in one transaction; the same cause again gets the same answer. */
  recordProjectStep(step: Step): Promise<RecordedStep<ProjectState | null>>;
  /** The same for a label application's step. */
  recordLabelStep(step: Step): Promise<RecordedStep<LabelState | null>>;
}

export function createActivities({ records }: ActivityDeps): Activities {
  return {
    recordProjectStep: (step) => recordStep<ProjectState>(records, step),
    recordLabelStep: (step) => recordStep<LabelState>(records, step),
  };
}
