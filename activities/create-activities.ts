// What a workflow asks of the world. Built from its dependencies, so that a test can build it from others.
import type { PeriodStep, RecordedPeriodStep } from '../domain/period-step.js';
import { causeId, type LabelState, type ProjectState, type RecordedStep, type Step } from '../domain/step.js';
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
    recordProjectStep: (step) => betweenFailpoints(step, () => recordStep<ProjectState>(records, step)),
    recordLabelStep: (step) => betweenFailpoints(step, () => recordStep<LabelState>(records, step)),
    recordPeriodStep: (step) => betweenFailpoints(step, () => recordPeriodStep(records, step)),
  };
}

async function betweenFailpoints<Recorded>(
  step: Step | PeriodStep,
  record: () => Promise<Recorded>,
): Promise<Recorded> {
  if (!failpoint) return record();
  const about = nameOf(step);
  await failpoint('stepBegun', about);
  const recorded = await record();
  await failpoint('stepCommitted', about);
  return recorded;
}

function nameOf(step: Step | PeriodStep): string {
  if (!('cause' in step)) return `${step.nsoId} ${step.periodId} ${step.timer}`;
  const { cause } = step;
  const wish = cause.kind === 'command' ? ` ${cause.command.kind} ${cause.command.outcome}` : '';
  return `${step.projectId} ${step.subjectId} ${causeId(cause)}${wish}`;
}
