// What passes between the load generator, the bare workflows and their worker.
import { defineUpdate } from '@temporalio/workflow';

export const BARE_TASK_QUEUE = 'bench-bare';
export const BARE_PROJECT_WORKFLOW = 'bareProjectWorkflow';

/** One step, with the same ids in it as the product's command has. */
export interface BareCommand {
  commandId: string;
  kind: string;
  receivedAt: string;
  /** Given with the last step of a project: its application, and when the application's window closes. */
  application: BareApplication | null;
}

export interface BareApplication {
  applicationId: string;
  closesAt: string;
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
