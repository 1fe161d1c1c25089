// A bare Temporal workflow of the product's shape, driven by the same closed-loop users.
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, WithStartWorkflowOperation, type Workflow } from '@temporalio/client';
import { v7 as uuidv7 } from 'uuid';
import {
  BARE_LABEL_WORKFLOW,
  BARE_PROJECT_WORKFLOW,
  BARE_TASK_QUEUE,
  type BareCommand,
  bareUpdate,
} from '../bare/messages.js';
import type { BareRecords } from '../bare/records.js';
import type { Decide, WaitingApplication, Way } from './way.js';
import { SLOT_MS, type Windows } from './windows.js';

const APPROVALS = ['council', 'greekNso', 'frenchNso'] as const;
/** Until the last project's second timer has rung. */
const SETTLE_MS = SLOT_MS + 500;

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
    const project = `bare-project/${projectId}`;
    const closesAtMs = Date.now() + this.windows.openForMs;
    const [closesAt, endsAt] = [closesAtMs, closesAtMs + SLOT_MS].map((at) => new Date(at).toISOString()) as [
      string,
      string,
    ];
    const submit = this.startOf(BARE_PROJECT_WORKFLOW, project, { projectId });
    await decide(async () => this.start(submit, await this.takeIn(projectId, 'submit')));
    await this.look.kindsOf(projectId);
    for (const kind of APPROVALS) {
      await decide(async () => this.update(project, await this.takeIn(projectId, kind)));
      if (kind === 'council') await this.look.kindsOf(projectId);
    }
    await decide(async () => this.update(project, await this.takeIn(projectId, 'complete', [closesAt, endsAt])));
    const apply = this.startOf(BARE_LABEL_WORKFLOW, `bare-label/${applicationId}`, { applicationId });
    await decide(async () => this.start(apply, await this.takeIn(applicationId, 'apply', [closesAt])));
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

  private takeIn(subjectId: string, kind: string, ringsAt: string[] = []): Promise<BareCommand> {
    return this.records.takeIn({ commandId: uuidv7(), kind, ringsAt }, subjectId);
  }

  private startOf(workflowType: string, workflowId: string, start: object): WithStartWorkflowOperation<Workflow> {
    return new WithStartWorkflowOperation(workflowType, {
      workflowId,
      taskQueue: BARE_TASK_QUEUE,
      args: [start],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
    });
  }

  private async start(
    startWorkflowOperation: WithStartWorkflowOperation<Workflow>,
    command: BareCommand,
  ): Promise<void> {
    const options = { args: [command] as [BareCommand], updateId: command.commandId };
    await this.temporal.workflow.executeUpdateWithStart(bareUpdate, { ...options, startWorkflowOperation });
  }

  private async update(workflowId: string, command: BareCommand): Promise<void> {
    const options = { args: [command] as [BareCommand], updateId: command.commandId };
    await this.temporal.workflow.getHandle(workflowId).executeUpdate(bareUpdate, options);
  }
}
