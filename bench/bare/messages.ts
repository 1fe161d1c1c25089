// What passes between the load generator, the bare workflows and their worker.
import { defineUpdate } from '@temporalio/workflow';

export const BARE_TASK_QUEUE = 'bench-bare';
export const BARE_PROJECT_WORKFLOW = 'bareProjectWorkflow';
export const BARE_LABEL_WORKFLOW = 'bareLabelWorkflow';

/** One step, with the same ids in it as the product's command has. */
export interface BareCommand {
  commandId: string;
  kind: string;
  receivedAt: string;
  /** With the last step of a project, and with an application: when the timers that follow ring, as instants. */
  ringsAt: string[];
}

export interface BareAnswer {
  outcome: 'recorded';
  recordedAt: string;
}

export interface BareRow {
  subjectId: string;
  cause: string;
  kind: string;
}

/** What the bare worker offers: one row, in a transaction of its own. */
export interface BareActivities {
  recordRow(row: BareRow): Promise<BareAnswer>;
}

export const bareUpdate = defineUpdate<BareAnswer, [BareCommand]>('step');
