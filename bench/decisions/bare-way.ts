// A bare Temporal workflow of the product's shape, driven by the same closed-loop users.
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import { v7 as uuidv7 } from 'uuid';
import {
  BARE_PROJECT_WORKFLOW,
  BARE_TASK_QUEUE,
  type BareApplication,
  type BareCommand,
  bareUpdate,
} from '../bare/messages.js';
import type { BareRecords } from '../bare/records.js';
import type { Decide, WaitingApplication, Way } from './way.js';
import type { Windows } from './windows.js';

const BETWEEN_SUBMISSION_AND_APPLICATION = ['council', 'greekNso', 'frenchNso', 'complete'] as const;
/** As long as the product's projects go on after their application's window. */
const SETTLE_MS = 500;

export class BareWay implements Way {
  readonly name = 'bare';

  constructor(
    private readonly temporal: Client,
    private readonly records: BareRecords,
    private readonly windows: Windows,
    /** The same look at the records as the product's ways have. */
    private readonly look: { kindsOf(subjectId: string): Promise<string[]> },
  ) {}

  prepareRound(): Promise<void> {
    return Promise.resolve();
  }

  async advance(userIndex: number, decide: Decide): Promise<WaitingApplication> {
    const projectId = uuidv7();
    const applicationId = uuidv7();
    const workflowId = `bare-project/${projectId}`;
    const closesAtMs = Date.now() + this.windows.openForMs;
    await decide(async () => this.start(workflowId, projectId, await this.takeIn(projectId, 'submit')));
    await this.look.kindsOf(projectId);
    for (const kind of BETWEEN_SUBMISSION_AND_APPLICATION) {
      await decide(async () => this.update(workflowId, await this.takeIn(projectId, kind)));
      if (kind === 'council') await this.look.kindsOf(projectId);
    }
    const application = { applicationId, closesAt: new Date(closesAtMs).toISOString() };
    await decide(async () => this.update(workflowId, await this.takeIn(projectId, 'apply', application)));
    return { projectId, applicationId, userIndex, closesAtMs, late: false };
  }

  async openEvaluation({ applicationId }: WaitingApplication): Promise<string | null> {
    return (await this.look.kindsOf(applicationId)).includes('frozen') ? applicationId : null;
  }

  async evaluate({ applicationId }: WaitingApplication, _taskId: string, decide: Decide): Promise<void> {
    await decide(async () =>
      this.update(`bare-label/${applicationId}`, await this.takeIn(applicationId, 'evaluation')),
    );
  }

  async settleRound(): Promise<void> {
    await wait(SETTLE_MS);
  }

  private takeIn(subjectId: string, kind: string, application: BareApplication | null = null): Promise<BareCommand> {
    return this.records.takeIn({ commandId: uuidv7(), kind, application }, subjectId);
  }

  private async start(workflowId: string, projectId: string, command: BareCommand): Promise<void> {
    await this.temporal.workflow.executeUpdateWithStart(bareUpdate, {
      args: [command],
      updateId: command.commandId,
      startWorkflowOperation: new WithStartWorkflowOperation(BARE_PROJECT_WORKFLOW, {
        workflowId,
        taskQueue: BARE_TASK_QUEUE,
        args: [{ projectId }],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
      }),
    });
  }

  private async update(workflowId: string, command: BareCommand): Promise<void> {
    const options = { args: [command] as [BareCommand], updateId: command.commandId };
    await this.temporal.workflow.getHandle(workflowId).executeUpdate(bareUpdate, options);
  }
}
