// What a workflow asks of the world. Built from its dependencies, so that a test can build it from others.
import type { PeriodStep, RecordedPeriodStep } from '../domain/period-step.js';
import type { LabelState, ProjectState, RecordedStep, Step } from '../domain/step.js';
import { failpoint } from '../failpoints/failpoint.js';
import type { Records } from '../records/database.js';
import { recordPeriodStep } from '../records/period/record-period-step.js';
import { recordStep } from '../records/step/record-step.js';

export interface ActivityDeps {
  records: Records;
}

export interface Activities {
  /** Decides and records a project's step in one transaction; the same cause again gets the same answer. */
  recordProjectStep(step: Step): Promise<RecordedStep<ProjectState | null>>;
  /** The same for a label application's step. */
  recordLabelStep(step: Step): Promise<RecordedStep<LabelState | null>>;
  /** The same for a step of an NSO's evaluation period. */
  recordPeriodStep(step: PeriodStep): Promise<RecordedPeriodStep>;
}

export function createActivities({ records }: ActivityDeps): Activities {
  return {
    recordProjectStep: (step) => betweenFailpoints(() => recordStep<ProjectState>(records, step)),
    recordLabelStep: (step) => betweenFailpoints(() => recordStep<LabelState>(records, step)),
    recordPeriodStep: (step) => betweenFailpoints(() => recordPeriodStep(records, step)),
  };
}

async function betweenFailpoints<Recorded>(record: () => Promise<Recorded>): Promise<Recorded> {
  if (failpoint) await failpoint('stepBegun');
  const recorded = await record();
  if (failpoint) await failpoint('stepCommitted');
  return recorded;
}
